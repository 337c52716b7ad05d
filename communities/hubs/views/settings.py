"""Who may join a hub and who reads it, set by its facilitators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communities.people.typed import keeps_typed, refilled

from .. import settling
from ..forms import SettingsForm
from ..models import Hub
from .entering import hub_to_facilitate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def change_settings(request: HttpRequest, key: str) -> HttpResponse:
    """Shown first what it changes, then done."""
    hub, standing = hub_to_facilitate(request, key)
    begun = {"joining": hub.joining, "visibility": hub.visibility}
    form = refilled(request, SettingsForm(request.POST if request.method == "POST" else None, initial=begun))
    context = {"hub": hub, "standing": standing, "form": form}
    if not form.is_valid():
        return render(request, "hubs/settings.html", context)
    changes = settling.what_changes(hub, **form.cleaned_data)
    if not changes:
        messages.info(request, _("Nothing was changed."))
        return redirect(hub)
    if request.POST.get("act") == "save" and _is_settled(request, hub, form):
        messages.success(request, _("Saved."))
        return redirect(hub)
    return render(request, "hubs/settings_look.html", context | {"changes": changes, "was": settling.state_of(hub)})


def _is_settled(request: HttpRequest, hub: Hub, form: SettingsForm) -> bool:
    """False where somebody else changed them meanwhile: then it is looked at once more."""
    was = request.POST.get("was", "")
    try:
        settling.settle(hub=hub, was=was, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except settling.ChangedMeanwhile:
        messages.warning(request, _("Somebody else changed it meanwhile: look once more."))
        return False
    return True
