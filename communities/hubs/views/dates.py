"""Dates of a hub: announced and changed by its facilitators, taken along as calendar files."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.people.typed import keeps_typed, refilled

from .. import services
from ..calendars import as_calendar
from ..forms import DateForm
from ..models import Date
from .membership import hub_to_facilitate, hub_to_read


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def announce(request: HttpRequest, key: str) -> HttpResponse:
    hub, standing = hub_to_facilitate(request, key)
    form = refilled(request, DateForm(request.POST or None, instance=Date(hub=hub, token=uuid.uuid4())))
    if form.is_valid():
        services.announce(date=form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        return redirect(hub)
    return render(request, "hubs/announce.html", {"hub": hub, "standing": standing, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def change(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """With the form that it was announced by."""
    hub, standing = hub_to_facilitate(request, key)
    date = get_object_or_404(hub.dates.upcoming(), pk=pk)
    form = refilled(request, DateForm(request.POST or None, instance=date))
    if form.is_valid():
        services.change(date=form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        return redirect(hub)
    return render(request, "hubs/announce.html", {"hub": hub, "standing": standing, "form": form, "is_known": True})


@require_POST
@login_required
def cancel(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    hub, _standing = hub_to_facilitate(request, key)
    date = hub.dates.filter(pk=pk).first()
    if date:
        services.cancel(date=date, by=request.user)  # type: ignore[arg-type]
    return redirect(hub)


@require_safe
def calendar_file(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The date as calendars on phones and desks read it."""
    hub, _standing = hub_to_read(request, key)
    date = get_object_or_404(hub.dates, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="headwaters-{date.pk}.ics"'}
    return HttpResponse(as_calendar(date, hub), content_type="text/calendar; charset=utf-8", headers=headers)
