"""Who may see what: an entry has one audience, a reader belongs to several."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.models import BaseViewRestriction, Collection, Page
from wagtail.query import PageQuerySet

from .documents import MEMBERS, NOBODY, PUBLIC

_circles: list[Callable[[Any], list[str]]] = []


def register_circles(circles_of: Callable[[Any], list[str]]) -> None:
    """Let an app above say to which further audiences somebody who signed in belongs, such as "hub:3"."""
    _circles.append(circles_of)


def audiences_of(user: AbstractBaseUser | AnonymousUser) -> list[str]:
    """The audience tokens of `user`; a visitor's are ["public"]."""
    if not user.is_authenticated:
        return [PUBLIC]
    groups = user.groups.values_list("pk", flat=True)  # type: ignore[attr-defined]
    circles = [token for circles_of in _circles for token in circles_of(user)]
    return [PUBLIC, MEMBERS, *(f"group:{pk}" for pk in groups), *circles]


def narrower(first: str, second: str) -> str:
    """The audience that may see something kept under both: what is in two different circles, nobody is sure to see."""
    if first == second or second == PUBLIC:
        return first
    if first == PUBLIC:
        return second
    if NOBODY in (first, second):
        return NOBODY
    if first == MEMBERS:
        return second
    return first if second == MEMBERS else NOBODY


def page_audience(page: Page) -> str:
    """Who may read a page: its ancestors' restrictions, and what it says of itself (`audience`), included."""
    return narrower(_audience_under(page.get_view_restrictions()), _own_audience(page))


def for_everybody(pages: PageQuerySet) -> list[Page]:
    """Those of `pages` that everybody may read, each as its own type: what names a page to all goes through here."""
    return [page for page in pages.live().public().specific() if _own_audience(page) == PUBLIC]


def readable_by(pages: Iterable[Page], user: AbstractBaseUser | AnonymousUser) -> list[Page]:
    """Those of `pages` that are published and that `user` may read."""
    audiences = audiences_of(user)
    return [page for page in pages if page.live and page_audience(page) in audiences]


def _own_audience(page: Page) -> str:
    return getattr(page.specific, "audience", PUBLIC)


def collection_audience(collection: Collection) -> str:
    """Who may download the documents of a collection, its ancestors' restrictions included."""
    return _audience_under(collection.get_view_restrictions())


def _audience_under(restrictions: Iterable[BaseViewRestriction]) -> str:
    audience = PUBLIC
    for restriction in restrictions:
        audience = narrower(audience, _audience_of(restriction))
    return audience


def _audience_of(restriction: BaseViewRestriction) -> str:
    if restriction.restriction_type == BaseViewRestriction.LOGIN:
        return MEMBERS
    if restriction.restriction_type == BaseViewRestriction.GROUPS:
        groups = list(restriction.groups.values_list("pk", flat=True)[:2])
        return f"group:{groups[0]}" if len(groups) == 1 else NOBODY
    return NOBODY  # a shared password belongs to no account
