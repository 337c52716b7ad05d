"""Suspending and lifting in the editor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin

from ..access import may_suspend
from ..forms import SuspendForm
from ..models import Suspension
from ..suspending import lift, suspend
from .desk import OfReport


class SuspendView(OfReport, FormView):
    """For what was reported: how long, and why."""

    template_name = "moderation/suspend.html"
    form_class = SuspendForm
    page_title = gettext_lazy("Suspend the account")
    header_icon = "lock"
    _show_breadcrumbs = True

    def user_has_permission(self, permission: str) -> bool:
        return super().user_has_permission(permission) and may_suspend(self.request.user, self.report)

    def get_page_subtitle(self) -> str:
        return self.report.author_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": self.get_success_url(), "label": self.report.get_reason_display()}
        here = {"url": "", "label": self.page_title, "sublabel": self.report.author_name}
        return [*super().get_breadcrumbs_items(), report, here]

    def get_success_url(self) -> str:
        return reverse("moderation_report:inspect", args=(self.report.pk,))

    def form_valid(self, form: SuspendForm) -> HttpResponse:
        if suspend(report=self.report, by=self.request.user, **form.cleaned_data):  # type: ignore[arg-type]
            messages.success(self.request, _("The account is suspended; its sessions are ended."))
        else:
            messages.warning(self.request, _("Nothing was changed: somebody else has decided this already."))
        return super().form_valid(form)


class LiftView(PermissionCheckedMixin, View):
    model = Suspension
    permission_required = "view"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        suspension = Suspension.objects.filter(pk=pk).first()
        if suspension and lift(suspension=suspension, by=request.user):  # type: ignore[arg-type]
            messages.success(request, _("The account is open again."))
        else:
            messages.warning(request, _("Nothing was changed: somebody else has decided this already."))
        return redirect("moderation_suspension:index")
