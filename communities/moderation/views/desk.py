"""A report in the editor: all that was said of one thing, and what can be decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from ..access import may_suspend
from ..forms import DecisionForm
from ..models import Report
from ..subjects import subject_of
from .queue import decide_as_sent


class OfReport(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A page about a report that the moderator may see."""

    model = Report
    permission_required = "view"

    @cached_property
    def report(self) -> Report:
        """Looked for once it is known that this is a moderator."""
        return get_object_or_404(Report.objects.visible_to(self.request.user).for_reading(), pk=self.kwargs["pk"])


class DecideView(OfReport, TemplateView):
    template_name = "moderation/desk.html"
    header_icon = "warning"
    _show_breadcrumbs = True

    def get_page_title(self) -> str:
        return self.report.get_reason_display()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("moderation_report:index"), "label": _("Reports of members")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = Report.objects.filter(about=self.report.about).select_related("reporter", "decided_by")
        return super().get_context_data(**kwargs) | {
            "report": self.report,
            "reports": about,
            "form": kwargs.get("form") or DecisionForm(),
            "may_suspend": may_suspend(self.request.user, self.report),
            "address": subject_of(self.report).address,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DecisionForm(request.POST)
        if decide_as_sent(request, self.report, form):
            return redirect("moderation_report:inspect", pk)
        return self.render_to_response(self.get_context_data(form=form))
