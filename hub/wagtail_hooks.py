"""What the site adds to the editor: the outcomes of background tasks."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Administrators look; nobody adds, changes or deletes what a worker wrote."""

    def user_has_permission(self, user: object, action: str) -> bool:
        return action in ("view", "inspect") and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user: object, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class TaskResultViewSet(ModelViewSet):
    model = DBTaskResult
    name = "tasks"
    icon = "tasks"
    menu_label = _("Background tasks")
    add_to_settings_menu = True
    menu_order = 900
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields: list[str] = []
    list_display = [
        Column("task_path", label=_("Task")),
        Column("status", label=_("Status")),
        DateColumn("enqueued_at", label=_("Enqueued")),
        DateColumn("finished_at", label=_("Finished")),
    ]
    list_filter = ["status"]
    ordering = ["-enqueued_at"]
    inspect_view_fields = [
        "task_path",
        "args_kwargs",
        "status",
        "enqueued_at",
        "started_at",
        "finished_at",
        "return_value",
        "exception_class_path",
        "traceback",
    ]


register_permission_policy(DBTaskResult, ReadOnlyPolicy(DBTaskResult))


@hooks.register("register_admin_viewset")
def register_task_results() -> TaskResultViewSet:
    return TaskResultViewSet()
