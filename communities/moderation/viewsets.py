"""What moderators see in the editor: reports, and what was done, by whom and why."""

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from communities.discussions.models import Post
from communities.discussions.querysets import PostQuerySet
from communities.hubs.models import Hub

from .models import ModerationLogEntry, Report, Suspension
from .querysets import ReportQuerySet
from .views.desk import DecideView
from .views.suspensions import LiftView, SuspendView
from .views.waiting import NodView

DESK = "moderation_report"


def all_hubs(request: HttpRequest | None) -> QuerySet[Hub]:
    return Hub.objects.select_related("theme")


class ReportFilterSet(WagtailFilterSet):
    hub = django_filters.ModelChoiceFilter(label=_("Hub"), field_name="post__thread__hub", queryset=all_hubs)

    class Meta:
        model = Report
        fields = ["hub", "reason", "verdict"]


class LogFilterSet(WagtailFilterSet):
    hub = django_filters.ModelChoiceFilter(label=_("Hub"), queryset=all_hubs)

    class Meta:
        model = ModerationLogEntry
        fields = ["hub", "timestamp"]


class ReportIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self) -> ReportQuerySet:
        return Report.objects.visible_to(self.request.user).for_reading()


class LogIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self) -> QuerySet[ModerationLogEntry]:
        return ModerationLogEntry.objects.select_related("user", "person", "hub__theme")


class ReadOnlyViewSet(ModelViewSet):
    """What is neither made nor changed nor deleted here."""

    form_fields: list[str] = []
    copy_view_enabled = False
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nothing = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"), "")
        return super().get_common_view_kwargs(**nothing | kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def register_admin_url_finder(self) -> None:
        """There is no form to find."""

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Nothing that a group could be given: see `ModeratorsPolicy`."""
        return Permission.objects.none()


class ReportViewSet(ReadOnlyViewSet):
    model = Report
    name = DESK
    url_prefix = "moderation/reports"
    icon = "warning"
    menu_label = _("Reports of members")
    index_view_class = ReportIndexView
    filterset_class = ReportFilterSet
    ordering = "-pk"
    list_display = [
        TitleColumn("reason", label=_("What is wrong"), accessor="get_reason_display", url_name=f"{DESK}:inspect"),
        Column("hub", label=_("Hub")),
        Column("person", label=_("Author"), accessor="author_name"),
        Column("verdict", label=_("State"), accessor="get_verdict_display"),
        DateColumn("created_at", label=_("Reported")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/", DecideView.as_view(), name="inspect"),
            path("<int:pk>/suspend/", SuspendView.as_view(), name="suspend"),
        ]


class LiftColumn(Column):
    cell_template_name = "moderation/cells/lift.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": parent_context.get("csrf_token")}


class SuspensionIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self) -> QuerySet[Suspension]:
        return Suspension.objects.select_related("person")


class SuspensionViewSet(ReadOnlyViewSet):
    model = Suspension
    name = "moderation_suspension"
    url_prefix = "moderation/suspensions"
    icon = "lock"
    menu_label = _("Suspended accounts")
    index_view_class = SuspensionIndexView
    list_display = [
        Column("person", label=_("Person")),
        Column("why", label=_("Why")),
        DateColumn("since", label=_("Since")),
        DateColumn("until", label=_("Until")),
        LiftColumn("lift", label=""),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/lift/", LiftView.as_view(), name="lift")]


class WordsColumn(Column):
    cell_template_name = "moderation/cells/words.html"


class NodColumn(Column):
    cell_template_name = "moderation/cells/nod.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": parent_context.get("csrf_token")}


class WaitingFilterSet(WagtailFilterSet):
    hub = django_filters.ModelChoiceFilter(label=_("Hub"), field_name="thread__hub", queryset=all_hubs)

    class Meta:
        model = Post
        fields = ["hub"]


class WaitingIndexView(generic.IndexView):
    any_permission_required = ["view"]
    page_title = _("Posts that wait to be read")

    def get_base_queryset(self) -> PostQuerySet:
        return Post.objects.waiting().select_related("author", "thread__hub__theme")


class WaitingViewSet(ReadOnlyViewSet):
    model = Post
    name = "moderation_waiting"
    url_prefix = "moderation/waiting"
    icon = "time"
    menu_label = _("Posts that wait to be read")
    index_view_class = WaitingIndexView
    filterset_class = WaitingFilterSet
    ordering = "pk"
    list_display = [
        WordsColumn("html", label=_("Post")),
        Column("hub", label=_("Hub"), accessor="thread.hub"),
        Column("author", label=_("Author"), accessor="author_name"),
        DateColumn("written_at", label=_("Since")),
        NodColumn("nod", label=""),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/nod/", NodView.as_view(), name="nod")]


class LogViewSet(ReadOnlyViewSet):
    model = ModerationLogEntry
    name = "moderation_log"
    url_prefix = "moderation/log"
    icon = "history"
    menu_label = _("What moderators did")
    index_view_class = LogIndexView
    filterset_class = LogFilterSet
    list_display = [
        Column("message", label=_("What was done")),
        Column("label", label=_("To what")),
        Column("person", label=_("To whom"), accessor="person_name"),
        Column("hub", label=_("Hub")),
        Column("why", label=_("Why")),
        Column("user", label=_("By whom"), accessor="user_display_name"),
        DateColumn("timestamp", label=_("When")),
    ]
    list_export = ["timestamp", "user_display_name", "message", "label", "person_name", "hub", "why"]


class ModerationViewSetGroup(ModelViewSetGroup):
    menu_label = _("Moderation")
    menu_icon = "warning"
    menu_order = 325
    items = (ReportViewSet, WaitingViewSet, SuspensionViewSet, LogViewSet)
