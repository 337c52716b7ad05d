"""What facilitators put before everything else on their hub's home."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language
from wagtail.log_actions import log

from communities.people.models import User
from search.documents import MEMBERS, PUBLIC
from search.engines.shown import shown_entries
from search.models import SearchEntry

from .access import Standing
from .models import Hub, Pin

AT_MOST = 6  # of one hub: what is everything is nothing
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class TooMany(Exception):
    """Something has to be taken off first."""


def pinned_for(standing: Standing) -> list[SearchEntry]:
    """What is pinned and this reader may see, in the order it was pinned; one query."""
    circles = {MEMBERS: standing.is_signed_in, standing.hub.circle: standing.can_read}
    audiences = [PUBLIC, *(token for token, is_inside in circles.items() if is_inside)]
    pins = standing.hub.pins.filter(key=OuterRef("key")).order_by()
    entries = (
        SearchEntry.objects.filter(key__in=standing.hub.pins.values("key"), part=0, audience__in=audiences)
        .annotate(pinned_at=Subquery(pins.values("pinned_at")))
        .order_by("pinned_at", "key")
        .only("key", "url", "language", "kind", "title", "summary")
    )
    return shown_entries(entries, get_language() or settings.LANGUAGE_CODE)


def key_at(address: str, hub: Hub) -> str | None:
    """What stands at an address of this site, in whatever language; None where there is nothing that members may read.

    People are not pinned: they did not ask for it.
    """
    path = _path_here(address)
    language, _slash, rest = path.strip("/").partition("/")
    if language not in LANGUAGES or not rest:
        return None
    urls = [f"/{code}/{rest}/" for code in LANGUAGES]
    entries = SearchEntry.objects.filter(url__in=urls, part=0, audience__in=[PUBLIC, MEMBERS, hub.circle])
    return entries.exclude(kind="person").values_list("key", flat=True).first()


def _path_here(address: str) -> str:
    """Of an address of this site, else nothing."""
    try:
        place = urlsplit(address.strip())
    except ValueError:
        return ""
    return place.path if place.netloc in ("", urlsplit(settings.BASE_URL).netloc) else ""


@transaction.atomic
def pin(*, hub: Hub, key: str, by: User) -> None:
    """Put something last among what is pinned; what stands there already stays where it is.

    Raises:
        TooMany: AT_MOST things that still exist are pinned.
    """
    Hub.objects.hold(hub)  # two facilitators wait for each other
    standing = SearchEntry.objects.filter(key__in=hub.pins.exclude(key=key).values("key"))
    if standing.values("key").distinct().count() >= AT_MOST:
        raise TooMany
    made, is_new = Pin.objects.get_or_create(hub=hub, key=key, defaults={"pinned_by": by})
    if is_new:
        log(made, "hubs.pin", user=by)


@transaction.atomic
def unpin(*, hub: Hub, key: str, by: User) -> None:
    for pinned in hub.pins.filter(key=key):
        log(pinned, "hubs.unpin", user=by)
        pinned.delete()
