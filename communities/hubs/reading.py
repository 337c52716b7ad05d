"""What the pages of hubs show, each in a fixed number of queries."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.utils.translation import get_language

from communities.people.models import Person
from knowledge.library.models.item import LIBRARY_KINDS
from search.query import SearchQuery
from search.results import search_for

from .access import Standing, memberships_of, standing_of
from .forms import PinForm
from .models import Date, Hub, Membership
from .pinning import pinned_for

WORKS = 5
DATES = 5
DATES_ON_PAGE = 50
PEOPLE = 8
ReadSection = Callable[[Standing, Person], dict[str, Any]]

_sections: list[tuple[str, ReadSection]] = []


def register_section(template: str, read: ReadSection) -> None:
    """Let an app above show something on every hub's home: `template` finds what `read` gives as `section`."""
    _sections.append((template, read))


def hubs_of(user: Person) -> list[tuple[Hub, Standing]]:
    """Every hub that `user` may know of, and what he or she is to it."""
    mine = memberships_of(user) if user.is_authenticated else {}
    hubs = Hub.objects.visible_to(user).for_listing()
    return [(hub, Standing(hub, mine.get(hub.pk))) for hub in hubs]


def hub_home(hub: Hub, user: Person) -> dict[str, Any]:
    """Who `user` is here, what there is to begin with, who else is here, and the newest works of the theme."""
    language = get_language() or settings.LANGUAGE_CODE
    query = SearchQuery(ui=language, facets={"theme": (hub.key,)}, sort="newest", size=WORKS)
    works = search_for(query.within_kinds(LIBRARY_KINDS), user)
    standing = standing_of(user, hub)
    return {
        "hub": hub,
        "standing": standing,
        **_dates(standing),
        "pinned": pinned_for(standing),
        "pin_form": PinForm(hub=hub) if standing.can_facilitate else None,
        "sections": [(template, read(standing, user)) for template, read in _sections],
        **_people(standing),
        "works": works.hits,
    }


def _dates(standing: Standing) -> dict[str, Any]:
    """The next ones, and whether there are more; one query."""
    dates = list(standing.hub.dates.upcoming()[: DATES + 1]) if standing.can_read else []
    return {"dates": dates[:DATES], "has_more_dates": len(dates) > DATES}


def dates_of(hub: Hub, page: str | None) -> Page[Date]:
    """One page of all that is coming up, the next one first."""
    return Paginator(hub.dates.upcoming().select_related("hub__theme"), DATES_ON_PAGE).get_page(page)


def _people(standing: Standing) -> dict[str, Any]:
    """How many members there are and, for those who may see it, who facilitates and who came last; one query."""
    inside = standing.hub.memberships.inside()
    if not standing.can_see_people:
        return {"people": [], "member_count": inside.count()}
    counted = inside.select_related("user__profile").annotate(member_count=Window(Count("pk")))
    people = list(counted.order_by("role", "-since", "-pk")[:PEOPLE])
    return {"people": people, "member_count": people[0].member_count if people else 0}


def members_of(hub: Hub, page: str | None) -> Page[Membership]:
    """One page of the members, those who facilitate first, then in the order they came."""
    people = hub.memberships.inside().select_related("user__profile").order_by("role", "since", "pk")
    return Paginator(people, 50).get_page(page)
