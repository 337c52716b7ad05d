"""What was reported in a hub, for those who keep order in it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communities.hubs.models import Hub
from communities.hubs.views.entering import hub_to_facilitate
from communities.people.typed import keeps_typed, refilled

from .. import services
from ..access import may_read_warning
from ..forms import DecisionForm
from ..models import Report, Verdict
from ..reading import cases_of, waiting_in
from ..subjects import subject_of


@never_cache
@require_safe
@login_required
def queue(request: HttpRequest, key: str) -> HttpResponse:
    hub, _standing = hub_to_facilitate(request, key)
    return _queue(request, hub)


def _queue(request: HttpRequest, hub: Hub, sent: DecisionForm | None = None, of: Report | None = None) -> HttpResponse:
    """With what was `sent`, where something is wrong with it, in its place."""
    cases = [
        (case, sent if sent and of == case.first else _empty_form(request, hub, case.first))
        for case in cases_of(hub, request.user)  # type: ignore[arg-type]
    ]
    return render(request, "moderation/queue.html", {"hub": hub, "cases": cases, "waiting": waiting_in(hub)})


def _empty_form(request: HttpRequest, hub: Hub, report: Report) -> DecisionForm:
    """Or with what was typed when the session ended."""
    address = reverse("decide_report", args=(hub.key, report.pk))
    return refilled(request, DecisionForm(auto_id=f"case-{report.pk}-%s"), at=address)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def decide(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    hub, _standing = hub_to_facilitate(request, key)
    report = get_object_or_404(Report.objects.visible_to(request.user).of_hub(hub).for_reading(), pk=pk)
    if request.method != "POST":  # back from signing in
        return redirect("hub_reports", key)
    form = DecisionForm(request.POST, auto_id=f"case-{report.pk}-%s")
    if decide_as_sent(request, report, form):
        return redirect("hub_reports", key)
    return _queue(request, hub, form, report)


def decide_as_sent(request: HttpRequest, report: Report, form: DecisionForm) -> bool:
    """By the button that was pressed, and with what was typed beside it; False where something is wrong with that."""
    verdict = request.POST.get("verdict", "")
    if verdict not in report.verdicts:
        raise BadRequest
    if not form.is_valid():
        return False
    if services.decide(report=report, by=request.user, verdict=Verdict(verdict), answer=form.cleaned_data["answer"]):  # type: ignore[arg-type]
        messages.success(request, _("Done."))
    else:
        messages.warning(request, _("Nothing was changed: somebody else has decided this already."))
    return True


@never_cache
@require_safe
@login_required
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """From a mail to the queue that the report stands in."""
    report = get_object_or_404(Report.objects.visible_to(request.user).for_reading(), pk=pk)
    if report.hub:
        return redirect("hub_reports", report.hub.key)
    return redirect("moderation_report:inspect", report.pk)


@never_cache
@require_safe
@login_required
def warning(request: HttpRequest, pk: int) -> HttpResponse:
    """What the author of something is asked to mind; nothing tells who reported it."""
    report = get_object_or_404(Report.objects.for_reading(), pk=pk)
    if not may_read_warning(request.user, report):  # type: ignore[arg-type]
        raise Http404
    return render(request, "moderation/warning.html", {"report": report, "address": subject_of(report).address})
