"""What the queue of a hub shows, in a fixed number of queries."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from communities.discussions.models import Post
from communities.hubs.access import Standing
from communities.hubs.models import Hub
from communities.people.models import Person, User

from .models import Report
from .querysets import ReportQuerySet

MOST = 100  # reports on one page: those that came first


@dataclass(frozen=True)
class Case:
    """All open reports of one thing: they are decided together."""

    reports: list[Report]

    @property
    def first(self) -> Report:
        return self.reports[0]


def queue_of(hub: Hub, user: User) -> ReportQuerySet:
    return Report.objects.open().of_hub(hub).visible_to(user)


def cases_of(hub: Hub, user: User) -> list[Case]:
    """The one that was reported first comes first."""
    reports = list(queue_of(hub, user).for_reading()[:MOST])
    since: dict[str, int] = {}
    for report in reports:
        since.setdefault(report.about, report.pk)
    reports.sort(key=lambda report: (since[report.about], report.pk))
    return [Case(list(same)) for _about, same in groupby(reports, key=lambda report: report.about)]


def hub_section(standing: Standing, user: Person) -> dict[str, Any]:
    """For the hub's home: how much waits for those who facilitate it."""
    if not standing.can_facilitate or not user.is_authenticated:
        return {"count": None}
    reported = queue_of(standing.hub, user).values("about").distinct().count()
    return {"count": reported, "waiting": Post.objects.waiting(standing.hub).count()}


def waiting_in(hub: Hub) -> list[Post]:
    """Posts of newcomers that wait for a nod."""
    return list(Post.objects.waiting(hub).select_related("author", "thread__hub__theme")[:MOST])
