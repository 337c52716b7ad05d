"""A busy hub does not empty the page cache, and yet nobody reads for long what was hidden."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from communities.discussions import services
from communities.hubs.models import Hub
from hub.pagecache import generation, middleware
from search.models import SearchEntry
from tests.commits import committed

from .discussions import answer, question
from .hubs import HUB, hub, member_of

pytestmark = pytest.mark.django_db
FOUND = "/en/search/?q=zebrafish"


@pytest.fixture(autouse=True)
def page_cache(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 600
    settings.VAR_DIR = tmp_path
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def test_what_members_do_makes_no_page_old() -> None:
    place = Hub.objects.select_related("theme").get(theme__key=HUB)
    state = generation.current()
    with committed():
        member = member_of(place)
        thread = question(place, member, "zebrafish in the pipes")
        post = answer(thread, member)
    with committed():
        services.hide(post=post)
    assert SearchEntry.objects.filter(kind="thread").count() == 1  # search has heard of it nevertheless
    assert generation.current() == state


def test_a_hub_that_is_hidden_makes_every_page_old() -> None:
    state = generation.current()
    with committed():
        hub(visibility="hidden")
    assert generation.current() != state


def test_what_search_shows_of_discussions_is_kept_for_a_minute_only(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(middleware, "LIVELY_SECONDS", 0.05)
    with committed():
        thread = question(hub(), member_of(hub()), "zebrafish in the pipes")
    assert "zebrafish" in client.get(FOUND).context["results"].hits[0].title
    with committed():
        services.hide(post=thread.posts.get())
    time.sleep(0.06)
    assert not client.get(FOUND).context["results"].hits
