"""Dates of a hub: announced by its facilitators, taken along as calendar files."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from icalendar import Calendar, Event

from communities.notifications.services import tell
from communities.people.models import User

from .forms import DateForm
from .models import Date, Hub
from .views import hub_to_facilitate, hub_to_read


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def announce(request: HttpRequest, key: str) -> HttpResponse:
    hub, standing = hub_to_facilitate(request, key)
    form = DateForm(request.POST or None, instance=Date(hub=hub))
    if form.is_valid():
        announced(date=form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        return redirect(hub)
    return render(request, "hubs/announce.html", {"hub": hub, "standing": standing, "form": form})


@transaction.atomic
def announced(*, date: Date, by: User) -> Date:
    """Put the date on the hub's home and tell its members."""
    date.announced_by = by
    date.save()
    members = User.objects.filter(memberships__in=date.hub.memberships.inside())
    tell(
        users=members,
        kind="date",
        about=f"date:{date.pk}",
        path=f"hubs/{date.hub.key}/",
        hub=date.hub,
        actor=by,
        title=date.title,
    )
    return date


@require_POST
@login_required
def cancel(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    hub, _standing = hub_to_facilitate(request, key)
    hub.dates.filter(pk=pk).delete()
    return redirect(hub)


@require_safe
def calendar_file(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The date as calendars on phones and desks read it."""
    hub, _standing = hub_to_read(request, key)
    date = get_object_or_404(hub.dates, pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="headwaters-{date.pk}.ics"'}
    return HttpResponse(as_calendar(date, hub), content_type="text/calendar; charset=utf-8", headers=headers)


def as_calendar(date: Date, hub: Hub) -> bytes:
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Headwaters//EN")
    calendar.add("version", "2.0")
    event.add("uid", f"date-{date.pk}@{settings.BASE_URL.partition('://')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", date.starts_at)
    event.add("dtend", date.ends_at)
    event.add("summary", date.title)
    event.add("description", date.text)
    event.add("url", date.link or settings.BASE_URL + hub.get_absolute_url())
    calendar.add_component(event)
    return calendar.to_ical()
