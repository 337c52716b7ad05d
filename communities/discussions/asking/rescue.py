"""Questions that nobody answered for two days are brought, once, to those of the hub who know most about them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from communities.hubs.models import Hub
from communities.people.models import User

from ..models import Call, Post, Thread
from .services import bring
from .whom import Clues, askable, matching

PATIENCE = timedelta(days=7)  # how long somebody is looked for; what is older is not dug up again


def rescue_due(now: datetime | None = None) -> int:
    """Bring every question that waits to somebody; returns how many people were asked."""
    now = now or timezone.now()
    due = now - timedelta(hours=settings.RESCUE_AFTER_HOURS)
    waiting = Thread.objects.waiting(since=due, after=due - PATIENCE).select_related("hub__theme", "author")
    return sum(len(rescue(thread=thread, now=now)) for thread in waiting.order_by("created_at"))


def rescue(*, thread: Thread, now: datetime) -> list[User]:
    """Ask the best matched members; nobody where it was answered or merged meanwhile, or another worker did it."""
    try:
        return _rescue(thread, now)
    except (Post.DoesNotExist, Thread.DoesNotExist):  # it is part of another thread now
        return []


def _rescue(thread: Thread, now: datetime) -> list[User]:
    author: Any = thread.author  # somebody: what nobody asked does not wait
    clues = Clues.of_thread(thread, author)
    with transaction.atomic():
        thread = Thread.objects.locked(thread.pk)
        if not Thread.objects.waiting(since=now).filter(pk=thread.pk).exists():
            return []
        found = [profile.user_id for profile in _best(thread, clues)]
        users = User.objects.select_for_update(of=("self",)).filter(pk__in=found).order_by("pk")
        locked = list(users)  # only then is it sure who was asked meanwhile
        tired = set(Call.objects.tired(after=1).values_list("user", flat=True))
        rested = [user for user in locked if user.pk not in tired]
        if rested:
            thread.rescued_at = now
            thread.save(update_fields=["rescued_at"])
            bring(thread=thread, users=rested, kind="rescue")
        return rested


def _best(thread: Thread, clues: Clues) -> list[Any]:
    """Members of the hub for whom there is a reason; where there are none, those who facilitate it."""
    hub: Hub = thread.hub
    author: Any = thread.author
    inside = hub.memberships.inside()
    people = askable(hub, author).filter(user__in=inside.values("user"))
    rested = people.exclude(user__in=Call.objects.tired(after=1)).exclude(user__calls__thread=thread)
    most = settings.RESCUE_PEOPLE
    matched = list(matching(rested, clues, author)[:most])
    facilitators = rested.filter(user__in=inside.facilitators().values("user")).order_by("pk")
    return matched or list[Any](facilitators[:most])
