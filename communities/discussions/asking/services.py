"""Asking people to look at a question: each once, and nobody more than is good."""

from collections.abc import Iterable

from django.db import transaction

from communities.notifications.services import tell
from communities.people.models import User

from ..models import Call, Thread
from ..news import title_for_news

MOST_A_DAY = 10  # people whom one person may ask


@transaction.atomic
def call(*, thread: Thread, users: Iterable[User], by: User) -> list[User]:
    """Tell `users` that `by` would like to hear from them; returns those of them who are told now.

    Callers bring only whom `whom.askable` gives. Who asked enough people today asks nobody more.
    """
    # two questions at the same moment are counted one after the other
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    called = Call.objects.filter(thread=thread).values_list("user", flat=True)
    fresh = [user for user in users if user.pk not in set(called)]
    room = max(MOST_A_DAY - Call.objects.of_today(by).count(), 0)
    bring(thread=thread, users=fresh[:room], kind="call", by=by)
    return fresh[:room]


@transaction.atomic
def bring(*, thread: Thread, users: Iterable[User], kind: str, by: User | None = None) -> None:
    """Tell `users` of a question, and keep that they were asked."""
    Call.objects.bulk_create([Call(thread=thread, user=user, by=by) for user in users], ignore_conflicts=True)
    tell(
        users=users,
        kind=kind,
        about=f"call:{thread.pk}",
        path=thread.get_absolute_url().split("/", 2)[2],
        hub=thread.hub,
        actor=by,
        title=title_for_news(thread),
    )
