"""What the page and the file tell of a hub, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from communities.hubs.access import Standing
from communities.hubs.models import Hub
from communities.people.models import Person

from .members import Members, members_of
from .periods import Period
from .posts import Posts, posts_of
from .questions import Questions, questions_of


@dataclass(frozen=True)
class Metrics:
    """Of one hub; hidden posts and those that wait for a nod count nowhere, nor do people who are suspended."""

    period: Period
    members: Members
    questions: Questions
    posts: Posts


def metrics_of(hub: Hub, period: Period, viewer: Person) -> Metrics:
    return Metrics(period, members_of(hub, period, viewer), questions_of(hub, period), posts_of(hub, period))


def hub_section(standing: Standing, user: Person) -> dict[str, Any]:
    """For the hub's home: the way to the metrics, for those who facilitate it."""
    return {"is_shown": standing.can_facilitate}
