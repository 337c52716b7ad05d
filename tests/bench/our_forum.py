"""What the benchmark has in the hubs, made and measured inside the site (`manage.py shell`)."""

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from communities.discussions import services
from communities.discussions.models import Post, Thread
from communities.hubs.models import Hub, Membership
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.notifications.models import Notification
from communities.people.models import User

from .measuring import POSTS, THREADS, WORDS, print_costs, queries

LONG = 10_000  # posts of one thread
PEOPLE = 10_000


def _hub() -> Hub:
    return Hub.objects.get(theme__key="non-revenue-water")


def _author(name: str = "author") -> User:
    long_ago = timezone.now() - timedelta(days=30)  # nobody new, who would have to wait
    author, _made = User.objects.get_or_create(email=f"{name}@utility.example", defaults={"date_joined": long_ago})
    Membership.objects.get_or_create(hub=_hub(), user=author)
    return author


def _threads(count: int, posts: int) -> None:
    hub, author, now = _hub(), _author(), timezone.now()
    threads = Thread.objects.bulk_create(
        Thread(hub=hub, author=author, title=f"Thread {number}", language="en", last_post_at=now, post_count=posts)
        for number in range(count)
    )
    Post.objects.bulk_create(
        (
            Post(thread=thread, number=number, author=author, language="en", body="We listen.", html=WORDS)
            for thread in threads
            for number in range(1, posts + 1)
        ),
        batch_size=1_000,
    )


def _newest() -> Thread:
    return Thread.objects.order_by("pk").select_related("hub__theme").last()


def costs() -> None:
    """Of a list of five thousand threads, and of one of them, for a visitor."""
    _threads(THREADS, POSTS)
    print_costs({"threads": f"{_hub().get_absolute_url()}discussions/", "thread": _newest().get_absolute_url()})


def member_queries() -> None:
    hub, author = _hub(), _author()
    paths = {
        "thread list": f"/en/hubs/{hub.key}/discussions/",
        "thread": _newest().get_absolute_url(),
        "hub home": f"/en/hubs/{hub.key}/",
        "directory": "/en/people/",
        "inbox": "/en/inbox/",
    }
    for name, path in paths.items():
        print("QUERIES", name, queries(path, author), sep="|")


def long_thread() -> None:
    """Its first page and its last one."""
    _threads(1, LONG)
    address = _newest().get_absolute_url()
    print_costs({"first": address, "last": f"{address}?from={LONG - 19}"})


def digests() -> None:
    """The daily mails of all members, each with news from every hub."""
    hubs = list(Hub.objects.all())
    people = User.objects.bulk_create(User(email=f"member-{n}@utility.example") for n in range(PEOPLE))
    Membership.objects.bulk_create(Membership(hub=hub, user=user) for hub in hubs for user in people)
    Notification.objects.bulk_create(
        (
            Notification(
                user=user,
                kind="reply",
                about=f"bench:{hub.pk}",
                hub=hub,
                path=f"hubs/{hub.key}/",
                words={"title": "How do you find leaks at night?"},
                mail_after=Frequency.DAILY,
            )
            for user in people
            for hub in hubs
        ),
        batch_size=1_000,
    )
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))
    asked = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    start = time.perf_counter()
    with connection.execute_wrapper(count):
        sent = mail_what_is_due(Frequency.DAILY)
    print("DIGESTS", sent, f"{time.perf_counter() - start:.1f}", f"{asked / sent * 100:.1f}", sep="|")


def newest() -> None:
    thread = _newest()
    print("NEWEST", thread.pk, thread.post_count, sep="|")


def answered() -> None:
    """One more answer, by somebody who has not written thousands this hour, and when it was sent."""
    somebody, start = _author("somebody"), time.time()
    services.reply(thread=_newest(), author=somebody, body="By hand.", language="en", token=uuid4())
    print("ANSWERED", start, sep="|")
