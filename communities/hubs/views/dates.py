"""Dates of a hub: announced and changed by its facilitators, taken along as calendar files."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communities.people.typed import keeps_typed, refilled

from .. import services
from ..calendars import as_calendar
from ..forms import DateForm
from ..models import Date
from ..reading import dates_of
from .entering import hub_to_facilitate, hub_to_read


@never_cache
@require_safe
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """All that is coming up."""
    hub, standing = hub_to_read(request, key)
    context = {"hub": hub, "standing": standing, "page": dates_of(hub, request.GET.get("page"))}
    return render(request, "hubs/dates.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
def announce(request: HttpRequest, key: str) -> HttpResponse:
    hub, standing = hub_to_facilitate(request, key)
    form = refilled(request, DateForm(request.POST or None, instance=Date(hub=hub, token=uuid.uuid4())))
    if form.is_valid():
        date = services.announce(date=form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The date is announced, and the members are told."))
        return redirect(date)
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
        is_told = services.change(date=form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Saved: the members are told of the new time.") if is_told else _("Saved."))
        return redirect(date)
    return render(request, "hubs/announce.html", {"hub": hub, "standing": standing, "form": form, "is_known": True})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Asked once more before everybody is mailed."""
    hub, _standing = hub_to_facilitate(request, key)
    if request.method != "POST":
        upcoming = get_object_or_404(hub.dates.upcoming(), pk=pk)
        return render(request, "hubs/cancel_date.html", {"hub": hub, "date": upcoming})
    date = hub.dates.filter(pk=pk).first()
    if date and services.cancel(date=date, by=request.user):  # type: ignore[arg-type]
        messages.success(request, _("The date is cancelled, and the members are told."))
    else:
        messages.warning(request, _("Nothing was changed: somebody was faster."))
    return redirect(hub)


@never_cache
@require_safe
def calendar_file(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The date as calendars on phones and desks read it; where to meet is for members."""
    hub, standing = hub_to_read(request, key)
    date = get_object_or_404(hub.dates, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="headwaters-{date.pk}.ics"'}
    calendar = as_calendar(date, hub, with_link=standing.can_write)
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers=headers)
