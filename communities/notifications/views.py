from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.people.typed import keeps_typed, refilled

from .forms import PreferencesForm
from .kinds import KINDS
from .models import Notification
from .pausing import resume
from .reading import choices_of, page_of, pause_of
from .services import mark_read, stop
from .stopping import read_token


@never_cache
@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    news, older = page_of(request.user, request.GET.get("before", ""))  # type: ignore[arg-type]
    context = {"news": news, "older": older, "pause": pause_of(request.user)}  # type: ignore[arg-type]
    return render(request, "notifications/inbox.html", context)


@never_cache
@require_safe
@login_required
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """To what it is about; from now on it counts as read."""
    one = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    mark_read(user=request.user, pk=pk)  # type: ignore[arg-type]
    return redirect(one.url_in(str(get_language())))


@require_POST
@login_required
def mark_all_read(request: HttpRequest) -> HttpResponse:
    mark_read(user=request.user)  # type: ignore[arg-type]
    return redirect("inbox")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def preferences(request: HttpRequest) -> HttpResponse:
    form = refilled(request, PreferencesForm(request.POST or None, user=request.user))  # type: ignore[arg-type]
    if form.is_valid():
        form.save()
        messages.success(request, _("Your mails will come as you chose."))
        return redirect("mail_preferences")
    context = {"form": form, "pause": pause_of(request.user), "sections": choices_of(request.user)}  # type: ignore[arg-type]
    return render(request, "notifications/preferences.html", context)


@require_POST
@login_required
def resume_mails(request: HttpRequest) -> HttpResponse:
    """What waited comes with the next mail."""
    resume(user=request.user)  # type: ignore[arg-type]
    messages.success(request, _("You will be mailed again."))
    return redirect("mail_preferences")


@csrf_exempt  # a mail programme presses the button, without a session and without a page before it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    told = read_token(token)
    if told is None:
        raise Http404
    user, kinds = told
    if request.method == "POST":
        stop(user=user, kinds=kinds)
    labels = dict.fromkeys(str(KINDS[kind].choice) for kind in kinds)
    context = {"labels": labels, "is_done": request.method == "POST", "address": reverse("mail_preferences")}
    return render(request, "notifications/stop.html", context)
