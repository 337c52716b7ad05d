"""What an editor is told when nobody is left to review what she hands in."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import AbstractGroupApprovalTask

from communities.people.models import User


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_of_missing_reviewers(request: HttpRequest, instance: Any) -> None:
    if "action-submit" not in request.POST:
        return
    task = getattr(instance, "current_workflow_task", None)
    if not isinstance(task, AbstractGroupApprovalTask):
        return
    if not User.objects.filter(is_active=True, groups__in=task.groups.all()).exists():
        message = _("Nobody is left who reviews this. Administrators have been told and can take over.")
        messages.warning(request, message)
