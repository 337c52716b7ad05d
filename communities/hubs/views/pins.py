"""What facilitators pin on the home of their hub."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import pinning
from ..forms import PinForm
from .membership import hub_to_facilitate


@require_POST
@login_required
def pin(request: HttpRequest, key: str) -> HttpResponse:
    hub, standing = hub_to_facilitate(request, key)
    form = PinForm(request.POST, hub=hub)
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
