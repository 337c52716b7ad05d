"""Who is in a hub, where they are, and who takes part."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from communities.discussions.models import Post, Reaction, ReadMarker
from communities.hubs.models import Hub
from communities.people.models import Person, Profile
from communities.people.profiles.visibility import PAGE
from knowledge.taxonomy.geography import country_name
from search.languages import fold

from .periods import Month, Period, by_month

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Members:
    count: int
    active: int
    new_by_month: list[Month]
    countries: list[tuple[str, int]]

    @property
    def new(self) -> int:
        return sum(month.count for month in self.new_by_month)

    @property
    def untold(self) -> int:
        """Those who do not show their country to other members."""
        return self.count - sum(count for _code, count in self.countries)


def members_of(hub: Hub, period: Period, viewer: Person) -> Members:
    """Who left has no row: those who came are those who came and stayed."""
    inside = hub.memberships.inside()
    counts = inside.aggregate(count=Count("pk"), active=Count("pk", filter=_takes_part(hub)))
    countries = _countries(inside.values("user"), viewer)
    return Members(new_by_month=by_month(inside, "since", period), countries=countries, **counts)


def _takes_part(hub: Hub) -> Q:
    """Whoever wrote lately, or read or was helped by what was written lately.

    What somebody read or thanks for has no time of its own, but was done after the post was written.
    """
    then = timezone.now() - LATELY
    written = Post.objects.shown().filter(thread__hub=hub, created_at__gt=then)
    thanks = Reaction.objects.filter(post__in=written)
    read = ReadMarker.objects.filter(
        thread__hub=hub, thread__posts__number=F("number"), thread__posts__created_at__gt=then
    )  # up to a post of these days, whether it still stands or not
    return Q(user__in=written.values("author")) | Q(user__in=thanks.values("user")) | Q(user__in=read.values("user"))


def _countries(users: QuerySet[Any], viewer: Person) -> list[tuple[str, int]]:
    """ISO codes with how many show `viewer` that they are there, the most first."""
    telling = Profile.objects.of_members().showing(PAGE, viewer).showing("country", viewer).filter(user__in=users)
    counted = telling.exclude(country="").order_by().values_list("country").annotate(Count("pk"))
    return sorted(counted, key=lambda pair: (-pair[1], fold(country_name(pair[0]))))
