"""What facilitators pin on the home of their hub."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from communities.people.typed import keeps_typed, refilled

from .. import pinning
from ..forms import PinForm
from .entering import hub_to_facilitate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def pin(request: HttpRequest, key: str) -> HttpResponse:
    hub, standing = hub_to_facilitate(request, key)
    form = refilled(request, PinForm(request.POST if request.method == "POST" else None, hub=hub))
    if form.is_valid():
        try:
            pinning.pin(hub=hub, key=form.cleaned_data["key"], by=request.user)  # type: ignore[arg-type]
        except pinning.TooMany:
            told = _("%(count)d things are pinned, and more would hide each other: take one off first.")
            form.add_error("address", told % {"count": pinning.AT_MOST})
        else:
            messages.success(request, _("It is pinned."))
            return redirect(hub)
    return render(request, "hubs/pin.html", {"hub": hub, "standing": standing, "form": form})


@require_POST
@login_required
def unpin(request: HttpRequest, key: str) -> HttpResponse:
    hub, _standing = hub_to_facilitate(request, key)
    pinning.unpin(hub=hub, key=request.POST.get("key", ""), by=request.user)  # type: ignore[arg-type]
    return redirect(hub)
