from collections.abc import Callable
from typing import Any

from communities.people.models import Person, User

from .models import Notification, Pause

PAGE = 30
ReadChoices = Callable[[User], Any]

_choices: list[tuple[str, ReadChoices]] = []


def register_choices(template: str, read: ReadChoices) -> None:
    """Let an app above show more to choose on the page of mails: `template` finds what `read` gives as `choices`."""
    _choices.append((template, read))


def choices_of(user: User) -> list[tuple[str, Any]]:
    return [(template, read(user)) for template, read in _choices]


def page_of(user: User, before: str) -> tuple[list[Notification], int | None]:
    """News older than the one with the key `before` (the newest where it is no key), and where to go on from."""
    news = Notification.objects.visible_to(user).for_reading()
    if before.isdecimal() and len(before) < 19:
        news = news.filter(pk__lt=int(before))
    page = list(news[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].pk if len(page) > PAGE else None


def unread_count(user: Person) -> int:
    return Notification.objects.visible_to(user).unread().count()


def pause_of(user: User) -> Pause | None:
    return Pause.objects.in_force().filter(user=user).first()
