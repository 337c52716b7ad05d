"""What is done with links: asked in turn, asked at once, put aside with a reason."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from .answers import Answer
from .asking import ask
from .models import FAILURES, Link
from .own import look

BATCH, BATCH_SECONDS = 20, 60.0
LEASE = timedelta(hours=1)  # a batch that was cut off is taken up again after that
APART = timedelta(hours=1)  # two failures count as two only if as much time lies between them
AGAIN = timedelta(days=1)  # after a failure, and for what leads to this site itself


def check_due() -> int:
    """Ask a few of the addresses whose time has come, one of each site; returns how many were asked."""
    until, count = time.monotonic() + BATCH_SECONDS, 0
    for link in _claim():
        if time.monotonic() >= until:
            break
        check(link=link)
        count += 1
    return count


@transaction.atomic
def _claim() -> list[Link]:
    """Addresses for one batch, put off so that no other worker takes them. One of each site: the pause between
    batches is the pause that each site gets."""
    chosen: dict[str, Link] = {}
    for link in Link.objects.due()[: BATCH * 20]:
        site = urlsplit(link.address).netloc if link.is_outside else link.address
        if len(chosen) < BATCH:
            chosen.setdefault(site, link)
    Link.objects.filter(pk__in=[link.pk for link in chosen.values()]).update(due_at=timezone.now() + LEASE)
    return list(chosen.values())


def check(*, link: Link) -> None:
    """Ask an address now and keep what came of it."""
    answer = ask(link.address) if link.is_outside else look(link.address)
    record(link=link, answer=answer)


def record(*, link: Link, answer: Answer) -> None:
    """Keep an answer. Another site may have had a bad moment: it is broken after two, at different times."""
    now = timezone.now()
    failures, since = 0, None
    if answer.problem:
        is_another = not link.failures or link.checked_at is None or now - link.checked_at >= APART
        failures = max(link.failures + is_another, 1 if link.is_outside else FAILURES)
        since = link.broken_since or now
    pause = AGAIN if answer.problem or not link.is_outside else timedelta(days=settings.LINK_CHECKER_DAYS)
    # Not save(): its signals would make every cached page old, and no reader sees this.
    Link.objects.filter(pk=link.pk).update(
        problem=answer.problem,
        status=answer.status,
        redirects=answer.redirects,
        failures=failures,
        broken_since=since,
        checked_at=now,
        due_at=now + pause,
    )


def ignore(*, link: Link, because: str, user: AbstractBaseUser | AnonymousUser) -> None:
    """Say no more of a broken link, for a reason; an empty one takes that back."""
    Link.objects.filter(pk=link.pk).update(ignored_because=because, ignored_by=user.pk if because else None)
