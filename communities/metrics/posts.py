"""How much is written in a hub, what of it helped most, and which works it leads to."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from communities.discussions.cards import entries_of, slugs_in
from communities.discussions.models import Post
from communities.discussions.querysets import PostQuerySet
from communities.discussions.reading import excerpt_of
from communities.hubs.models import Hub
from search.documents import MEMBERS, PUBLIC
from search.models import SearchEntry

from .periods import Month, Period, by_month

MOST = 5  # posts and works in the lists
CANDIDATES = 50  # works to look up: some are not there any more, or not for everybody
LOOKED_AT = 2_000  # posts at most, the newest ones, for the works that they link to


@dataclass(frozen=True)
class Helpful:
    post: Post
    people: int

    @property
    def excerpt(self) -> str:
        return excerpt_of(self.post)


@dataclass(frozen=True)
class Posts:
    by_month: list[Month]
    helpful: list[Helpful]
    works: list[tuple[SearchEntry, int]]

    @property
    def count(self) -> int:
        return sum(month.count for month in self.by_month)


def posts_of(hub: Hub, period: Period) -> Posts:
    shown = Post.objects.shown().filter(thread__hub=hub)
    written = shown.filter(created_at__gte=period.since)
    return Posts(by_month(shown, "created_at", period), _helpful(hub, written), _works(written))


def _helpful(hub: Hub, written: PostQuerySet) -> list[Helpful]:
    """What most people say that it helped them."""
    helped = written.annotate(people=Count("reactions")).filter(people__gt=0).select_related("thread", "author")
    found = []
    for post in helped.order_by("-people", "-pk")[:MOST]:
        post.thread.hub = hub
        found.append(Helpful(post, post.people))
    return found


def _works(written: PostQuerySet) -> list[tuple[SearchEntry, int]]:
    """What most posts link to, with their number; what only a circle of members may see is left out."""
    newest = written.order_by("-pk").values("pk")[:LOOKED_AT]
    linking = Post.objects.filter(pk__in=newest, html__contains="/library/").order_by().values_list("html", flat=True)
    linked = Counter(slug for html in linking for slug in slugs_in(html)).most_common(CANDIDATES)
    entries = entries_of([slug for slug, _count in linked], [PUBLIC, MEMBERS])
    known = [(entries[slug], count) for slug, count in linked if slug in entries]
    return sorted(known, key=lambda pair: (-pair[1], pair[0].title))[:MOST]
