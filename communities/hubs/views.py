from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from communities.people import intents
from communities.people.models import User
from communities.people.views import SignInView

from . import services
from .access import standing_of
from .models import Hub
from .wording import told_after_joining, told_after_leaving, told_not_invited


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, key: str) -> HttpResponse:
    """One press for who is signed in; for everybody else one field, a code by mail, and in."""
    hub = _hub(request, key)
    if request.user.is_authenticated:
        return _join_now(request, hub, request.user)
    intents.remember(request, "join", hub.key)
    return SignInView.as_view(template_name="hubs/join.html", extra_context={"hub": hub})(request)


def _join_now(request: HttpRequest, hub: Hub, user: User) -> HttpResponse:
    if request.method != "POST":
        return render(request, "hubs/join_confirm.html", {"hub": hub, "standing": standing_of(user, hub)})
    try:
        membership = services.join(hub=hub, user=user)
    except services.NotInvited:
        messages.error(request, told_not_invited(hub))
    else:
        messages.success(request, told_after_joining(membership))
    return redirect(hub)


@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    hub = _hub(request, key)
    if not request.user.is_authenticated:  # the session ended meanwhile
        return redirect_to_login(hub.get_absolute_url())
    services.leave(hub=hub, user=request.user)
    messages.success(request, told_after_leaving(hub))
    is_still_known = Hub.objects.visible_to(request.user).filter(pk=hub.pk).exists()
    return redirect(hub if is_still_known else reverse("wagtail_serve", args=("hubs/",)))


def _hub(request: HttpRequest, key: str) -> Hub:
    return get_object_or_404(Hub.objects.visible_to(request.user).select_related("theme"), theme__key=key)
