"""What people change about themselves makes kept pages old where visitors could see it, and only there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from communities.people.models import User
from communities.people.profiles.visibility import default_visibility
from hub.pagecache import generation
from knowledge.taxonomy.models import Theme
from tests.commits import committed

from .people import client_of, member, tell

pytestmark = pytest.mark.django_db
PUBLIC = default_visibility() | {"page": "public"}


@pytest.fixture(autouse=True)
def page_cache(settings: Any, tmp_path: Path) -> None:
    settings.PAGE_CACHE_SECONDS, settings.VAR_DIR = 600, tmp_path


def rename(user: User) -> None:
    user.last_name = "Gil"
    user.save()


def offer(user: User) -> None:
    tell(user, offers="Something else")


def know(user: User) -> None:
    user.profile.themes.set([Theme.objects.get(key="assets")])


def suspend(user: User) -> None:
    user.is_active = False
    user.save()


def leave(user: User) -> None:
    user.delete()


def hide(user: User) -> None:
    tell(user, visibility=default_visibility() | {"page": "nobody"})


CHANGES = (rename, offer, know, suspend, leave, hide)


def makes_old(change: Callable[[User], None], user: User) -> bool:
    state = generation.current()
    with committed():
        change(user)
    return generation.current() != state


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("see", ["public", "members", "nobody"])
@pytest.mark.parametrize("backend", ["immediate.ImmediateBackend", "dummy.DummyBackend"])
def test_a_change_is_news_to_visitors_where_they_could_see_it(
    change: Callable[[User], None], see: str, backend: str, settings: Any
) -> None:
    """At once, also where a worker tells search of it later."""
    settings.TASKS = {"default": settings.TASKS["default"] | {"BACKEND": f"django_tasks.backends.{backend}"}}
    with committed():
        ana = member("ana", offers="Something", see=PUBLIC | {"page": see})
    assert makes_old(change, ana) == (see == "public")


def test_who_shows_the_page_to_everybody_now_is_news() -> None:
    with committed():
        ana = member("ana")
    assert makes_old(lambda user: tell(user, visibility=PUBLIC), ana)


@pytest.mark.parametrize("see", [PUBLIC, default_visibility()])
def test_to_sign_in_is_no_news(see: dict[str, str]) -> None:
    with committed():
        ana = member("ana", see=see)
    assert not makes_old(client_of, ana)


def test_a_new_account_is_no_news_and_people_are_never_kept(client: Client) -> None:
    state = generation.current()
    with committed():
        member("ana")
    assert generation.current() == state
    assert "ETag" not in client.get("/en/people/")
