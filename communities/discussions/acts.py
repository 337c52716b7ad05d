"""What can be done to a thread or a post with one press, by the name that a form's button sends, and who may."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from django.db import transaction
from wagtail.log_actions import log

from communities.people.models import User

from . import services
from .access import Rights
from .models import Post, Thread

Subject = TypeVar("Subject", Thread, Post)


class Act(NamedTuple, Generic[Subject]):
    """`is_noted` says whether it is written down, as what keeps order is."""

    may: Callable[[Rights, Subject], bool]
    do: Callable[[Subject, User], None]
    is_noted: Callable[[Subject, User], bool] = lambda subject, user: False


def _keeps_order(do: Callable[[Subject, User], None]) -> Act[Subject]:
    """What facilitators do."""
    return Act(lambda rights, subject: rights.can_facilitate, do, lambda subject, user: True)


def _answers(do: Callable[[Post, User], None]) -> Act[Post]:
    """Who asked says it, or a facilitator, which is written down."""
    return Act(lambda rights, post: rights.can_accept, do, lambda post, user: user.pk != post.thread.author_id)


THREAD_ACTS: dict[str, Act[Thread]] = {
    "pin": _keeps_order(lambda thread, user: services.arrange(thread=thread, is_pinned=True)),
    "unpin": _keeps_order(lambda thread, user: services.arrange(thread=thread, is_pinned=False)),
    "close": _keeps_order(lambda thread, user: services.arrange(thread=thread, is_closed=True)),
    "reopen": _keeps_order(lambda thread, user: services.arrange(thread=thread, is_closed=False)),
    "follow": Act(lambda rights, thread: True, lambda thread, user: services.follow(thread=thread, user=user)),
    "unfollow": Act(
        lambda rights, thread: True, lambda thread, user: services.follow(thread=thread, user=user, is_on=False)
    ),
}
POST_ACTS: dict[str, Act[Post]] = {
    "hide": _keeps_order(lambda post, user: services.hide(post=post)),
    "unhide": _keeps_order(lambda post, user: services.unhide(post=post)),
    "remove": Act(Rights.is_author_of, lambda post, user: services.remove(post=post)),
    "accept": _answers(lambda post, user: services.accept(post=post)),
    "unaccept": _answers(lambda post, user: services.accept(post=post, is_accepted=False)),
    "thank": Act(Rights.can_thank, lambda post, user: services.thank(post=post, user=user)),
    "unthank": Act(Rights.can_thank, lambda post, user: services.thank(post=post, user=user, has_helped=False)),
}


@transaction.atomic
def do(name: str, act: Act[Subject], subject: Subject, user: User) -> None:
    """Do it, and write down what is done to keep order."""
    act.do(subject, user)
    if act.is_noted(subject, user):
        log(subject, f"discussions.{name}", user=user)
