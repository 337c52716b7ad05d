"""Periodic work: what is due is put into the task queue, so that its outcome is seen like any other task's."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks import task
from django_tasks.base import Task

from communities.discussions.tasks import rescue_questions
from communities.hubs.inviting import mail_invitations
from communities.moderation.tasks import see_to_suspensions
from communities.notifications.tasks import mail_digests, mail_news
from communities.people.tasks import forget_what_is_old, mail_waiting_messages
from knowledge.links.tasks import check_links, collect_links
from knowledge.media.tasks import tidy_share_images
from search.tasks import drain_marks

logger = logging.getLogger(__name__)
MINUTE, HOUR = 60.0, 3600.0


@task()
def publish_scheduled() -> None:
    """Publish what is due and take down what has expired."""
    call_command("publish_scheduled")


@dataclass
class Clock:
    """Enqueues each job whenever its interval has passed; a restart only makes a job run early.

    `jobs` are pairs of seconds and what to enqueue; `now` tells the time in seconds.
    """

    jobs: list[tuple[float, Callable[[], object]]]
    now: Callable[[], float] = time.monotonic
    due: list[float] = field(default_factory=list)

    def tick(self) -> int:
        """Enqueue what is due; returns how many jobs that were."""
        self.due = self.due or [self.now()] * len(self.jobs)
        count = 0
        for position, (interval, enqueue) in enumerate(self.jobs):
            if self.now() >= self.due[position]:
                self.due[position] = self.now() + interval
                count += 1
                self._enqueue(enqueue)
        return count

    def _enqueue(self, enqueue: Callable[[], object]) -> None:
        try:
            enqueue()
        except Exception:  # a database that is away for a moment must not stop the clock
            logger.exception("A periodic job could not be enqueued")

    def run(self, stopped: threading.Event) -> None:
        """Tick every few seconds until `stopped` is set."""
        while not stopped.is_set():
            self.tick()
            close_old_connections()
            stopped.wait(5)


PERIODIC_TASKS: list[tuple[float, Task]] = [
    (MINUTE, drain_marks),
    (MINUTE, mail_news),
    (MINUTE, mail_invitations),
    (MINUTE, see_to_suspensions),
    (15 * MINUTE, mail_digests),
    (5 * MINUTE, mail_waiting_messages),
    (5 * MINUTE, publish_scheduled),
    (10 * MINUTE, check_links),
    (HOUR, rescue_questions),
    (24 * HOUR, collect_links),
    (24 * HOUR, tidy_share_images),
    (24 * HOUR, forget_what_is_old),
]


def site_clock() -> Clock:
    return Clock([(interval, job.enqueue) for interval, job in PERIODIC_TASKS])
