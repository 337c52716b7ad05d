"""What can be done to a thread or a post with one press, by the name that a form's button sends, and who may."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from wagtail.log_actions import log

from communities.people.models import User

from . import services
from .access import Rights
from .models import Post, Thread


class ThreadAct(NamedTuple):
    may: Callable[[Rights], bool]
    do: Callable[[Thread, User], None]


class PostAct(NamedTuple):
    may: Callable[[Rights, Post], bool]
    do: Callable[[Post, User], None]


def _facilitates(rights: Rights, post: Post | None = None) -> bool:
    return rights.can_facilitate


def _accepts(rights: Rights, post: Post) -> bool:
    return rights.can_accept


THREAD_ACTS = {
    "pin": ThreadAct(_facilitates, lambda thread, user: services.arrange(thread=thread, is_pinned=True)),
    "unpin": ThreadAct(_facilitates, lambda thread, user: services.arrange(thread=thread, is_pinned=False)),
    "close": ThreadAct(_facilitates, lambda thread, user: services.arrange(thread=thread, is_closed=True)),
    "reopen": ThreadAct(_facilitates, lambda thread, user: services.arrange(thread=thread, is_closed=False)),
    "follow": ThreadAct(lambda rights: True, lambda thread, user: services.follow(thread=thread, user=user)),
    "unfollow": ThreadAct(
        lambda rights: True, lambda thread, user: services.follow(thread=thread, user=user, is_on=False)
    ),
}
POST_ACTS = {
    "hide": PostAct(_facilitates, lambda post, user: services.hide(post=post)),
    "unhide": PostAct(_facilitates, lambda post, user: services.unhide(post=post)),
    "remove": PostAct(Rights.is_author_of, lambda post, user: services.remove(post=post)),
    "accept": PostAct(_accepts, lambda post, user: services.accept(post=post)),
    "unaccept": PostAct(_accepts, lambda post, user: services.accept(post=post, is_accepted=False)),
    "thank": PostAct(Rights.can_thank, lambda post, user: services.thank(post=post, user=user)),
    "unthank": PostAct(Rights.can_thank, lambda post, user: services.thank(post=post, user=user, has_helped=False)),
}


@transaction.atomic
def do(name: str, act: ThreadAct | PostAct, subject: Thread | Post, user: User) -> None:
    """Do it, and write down what is done to keep order."""
    act.do(subject, user)  # type: ignore[arg-type]
    if act.may is _facilitates or (act.may is _accepts and user.pk != subject.thread.author_id):  # type: ignore[union-attr]
        log(subject, f"discussions.{name}", user=user)
