"""A date as calendars on phones and desks read it: RFC 5545, and RFC 5546 where it was cancelled."""

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from .models import Date, Hub


def as_calendar(date: Date, hub: Hub, *, with_link: bool) -> bytes:
    """`with_link` for those who may take part."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Headwaters//EN")
    calendar.add("version", "2.0")
    event.add("sequence", date.version + (date.cancelled_at is not None))
    if date.cancelled_at:
        calendar.add("method", "CANCEL")
        event.add("status", "CANCELLED")
    event.add("uid", f"date-{date.pk}@{settings.BASE_URL.partition('://')[2]}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", date.starts_at)
    event.add("dtend", date.ends_at)
    event.add("summary", date.title)
    event.add("description", date.text)
    event.add("url", (with_link and date.link) or settings.BASE_URL + hub.get_absolute_url())
    calendar.add_component(event)
    return calendar.to_ical()
