"""Saying what is wrong with something: one form, kept while somebody signs in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communities.discussions.access import Rights
from communities.discussions.views.entering import in_thread
from communities.people.models import Message, Profile
from communities.people.typed import keeps_typed, refilled

from .. import services, subjects
from ..forms import MessageReportForm, ReportForm
from ..subjects import Subject


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@in_thread
def report_post(request: HttpRequest, rights: Rights, post_pk: int) -> HttpResponse:
    post = get_object_or_404(rights.thread.posts.select_related("author"), pk=post_pk)
    if not rights.can_read(post):
        raise Http404
    post.thread = rights.thread
    return _report(request, subjects.of_post(post), ReportForm)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def report_person(request: HttpRequest, public_id: str) -> HttpResponse:
    profiles = Profile.objects.visible_to(request.user).select_related("user")
    return _report(request, subjects.of_person(get_object_or_404(profiles, public_id=public_id).user), ReportForm)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def report_message(request: HttpRequest, pk: int) -> HttpResponse:
    """From the mail that it came in: for whom it was written to."""
    received = Message.objects.filter(recipient=request.user.pk).select_related("sender__profile")
    return _report(request, subjects.of_message(get_object_or_404(received, pk=pk)), MessageReportForm)


def _report(request: HttpRequest, subject: Subject, form_class: type[ReportForm]) -> HttpResponse:
    if subject.person == request.user:
        raise PermissionDenied
    form = refilled(request, form_class(request.POST if request.method == "POST" else None))
    is_new = _sent(request, subject, form) if form.is_valid() else False
    if form.errors or not form.is_bound:
        return render(request, "moderation/report.html", {"subject": subject, "form": form})
    if is_new:
        messages.success(request, _("Thank you. Somebody looks at it, and you will hear what became of it."))
    else:
        messages.warning(request, _("You have reported this before. Once is enough."))
    return redirect(subject.address)


def _sent(request: HttpRequest, subject: Subject, form: ReportForm) -> bool:
    try:
        return services.report(subject=subject, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except services.TooMany:
        form.add_error(None, _("You have reported enough for one day. Your words are kept: send them tomorrow."))
        return False
