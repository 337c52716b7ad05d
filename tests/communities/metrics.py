"""A hub with a past, for tests of metrics."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from communities.discussions.models import Post, Thread
from communities.hubs.models import Hub, Membership
from communities.metrics.periods import Period
from communities.metrics.reading import Metrics, metrics_of
from communities.people.models import User

from .discussions import answer, question
from .hubs import hub, person
from .people import member


def asked(author: User, *, days: float = 1, here: Hub | None = None, **fields: Any) -> Thread:
    """A question that was asked so many days ago."""
    thread = question(here or hub(), author, **fields)
    then = timezone.now() - timedelta(days=days)
    Thread.objects.filter(pk=thread.pk).update(created_at=then)
    thread.posts.update(created_at=then)
    thread.refresh_from_db()
    return thread


def answered(thread: Thread, author: User, *, hours: float = 1, **fields: Any) -> Post:
    """So many hours after it was asked."""
    post = answer(thread, author, **fields)
    post.created_at = thread.created_at + timedelta(hours=hours)
    post.save()
    return post


def came(name: str, *, days: float = 0, here: Hub | None = None, **fields: Any) -> User:
    """A member with a profile who came so many days ago."""
    user = member(name, **fields)
    Membership.objects.create(hub=here or hub(), user=user, since=timezone.now() - timedelta(days=days))
    return user


def read(here: Hub | None = None, *, months: str = "12", viewer: User | None = None) -> Metrics:
    """As `viewer` reads them, by default somebody who has nothing to do with it."""
    stranger = User.objects.filter(email="stranger@utility.example").first()
    return metrics_of(here or hub(), Period.parse(months), viewer or stranger or person("stranger"))
