"""What is asked in a hub, how much of it is answered, and how fast."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from communities.discussions.models import Thread
from communities.discussions.querysets import ThreadQuerySet
from communities.hubs.models import Hub

from .periods import Period

TWO_DAYS = 48  # in hours: what takes longer is counted in days
TIMED = 2_000  # questions at most, the newest ones, for the time it takes until somebody answers
LISTED = 50  # of those without an answer
ANSWERED = Q(answered_at__isnull=False)


@dataclass(frozen=True)
class Questions:
    asked: int
    answered: int
    accepted: int
    median: timedelta | None
    unanswered: int  # now, whenever they were asked
    waiting: list[Thread]

    @property
    def answered_share(self) -> int | None:
        return _percent(self.answered, self.asked)

    @property
    def accepted_share(self) -> int | None:
        return _percent(self.accepted, self.asked)

    @property
    def median_words(self) -> str:
        return "" if self.median is None else _spoken(self.median)

    @property
    def left_out(self) -> int:
        return self.unanswered - len(self.waiting)


def questions_of(hub: Hub, period: Period) -> Questions:
    shown = Thread.objects.filter(hub=hub, is_question_hidden=False)
    asked = shown.filter(created_at__gte=period.since).with_first_answer()
    counts = asked.aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=ANSWERED),
        accepted=Count("pk", filter=Q(accepted__isnull=False)),
    )
    unanswered = shown.unanswered()
    return Questions(
        median=_median(asked),
        unanswered=unanswered.count(),
        waiting=_waiting(hub, unanswered),
        **counts,
    )


def _median(asked: ThreadQuerySet) -> timedelta | None:
    """Of threads that were merged, an answer may be older than the question."""
    answered = asked.filter(ANSWERED).order_by("-created_at")
    newest = answered.values_list("created_at", "answered_at")[:TIMED]  # type: ignore[misc]
    seconds = [max((answer - question).total_seconds(), 0) for question, answer in newest]
    return timedelta(seconds=median(seconds)) if seconds else None


def _spoken(time: timedelta) -> str:
    """In whole hours, or days."""
    hours = time.total_seconds() / 3600
    if hours < 1:
        return gettext("less than an hour")
    if hours < TWO_DAYS:
        return ngettext("%(number)s hour", "%(number)s hours", round(hours)) % {"number": round(hours)}
    days = round(hours / 24)
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}


def _waiting(hub: Hub, unanswered: ThreadQuerySet) -> list[Thread]:
    """Who waits longest comes first."""
    threads = list(unanswered.order_by("created_at", "pk")[:LISTED])
    for thread in threads:
        thread.hub = hub
    return threads


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
