"""A server of threads tells at once what is new since the page was made, and only to who may know."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import InterfaceError, OperationalError, transaction
from django.test import AsyncClient, Client
from django.utils import translation

from communities.discussions.models import Post, Thread
from communities.hubs.models import Hub
from communities.live import notices, views, watching
from communities.live.notices import Reader
from communities.live.state import State
from communities.live.watching import Watcher
from communities.notifications.models import Notification
from communities.people.models import User

from .discussions import answer, fill, question
from .hubs import hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    """A question with one answer."""
    thread = question(hub(), member_of(hub(), "asks"))
    answer(thread, member_of(hub(), "answers"))
    thread.refresh_from_db()
    return thread


def told(client: Client, path: str) -> dict[str, dict[str, object]]:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/event-stream")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    first, *events = response.content.decode().strip().split("\n\n")
    assert first == "retry: 30000"
    return {name: json.loads(data) for name, data in (event[7:].split("\ndata: ") for event in events)}


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [("en", 1, "1 new answer"), ("ru", 2, "2 новых ответа"), ("ru", 5, "5 новых ответов"), ("fr", 2, None)],
)
def test_who_reads_is_told_how_many_answers_came_and_led_to_the_first(
    thread: Thread, language: str, count: int, text: str | None
) -> None:
    fill(thread, thread.author, 2 + count)
    posts = told(Client(), f"/{language}/live/?thread={thread.pk}&posts=2")["posts"]
    with translation.override(language):
        assert posts["url"] == f"{thread.get_absolute_url()}?from=1#post-3"
    assert posts["text"] == text or (text is None and "2" in str(posts["text"]))


def test_nothing_is_told_where_nothing_is_new(thread: Thread) -> None:
    assert told(Client(), f"/en/live/?thread={thread.pk}&posts=2") == {}
    assert told(Client(), "/en/live/") == {}
    assert told(signed_in(person("quiet")), "/en/live/?unread=0") == {}


def test_the_number_of_unread_news_is_ones_own(thread: Thread) -> None:
    reader, other = person("reader"), person("other")
    for user, about in ((reader, "one"), (reader, "another"), (other, "one")):
        Notification.objects.create(user=user, kind="answer", about=about, hub=thread.hub)
    assert told(signed_in(reader), "/en/live/?unread=1")["unread"] == {"count": 2}
    assert told(signed_in(reader), "/en/live/?unread=2") == {}
    assert told(Client(), "/en/live/?unread=2") == {}


@pytest.mark.parametrize("query", ["thread=x", "thread=0", "posts=-1", "posts=1e9", "unread=9999999999", "thread=%00"])
def test_what_makes_no_sense_is_refused(query: str) -> None:
    assert Client().get(f"/en/live/?{query}").status_code == 400


def test_it_is_only_read() -> None:
    assert Client().post("/en/live/").status_code == 405


@pytest.mark.parametrize("visibility", [Hub.Visibility.MEMBERS, Hub.Visibility.HIDDEN])
def test_of_a_closed_circle_only_members_hear(thread: Thread, visibility: str) -> None:
    Hub.objects.filter(pk=thread.hub_id).update(visibility=visibility)
    address = f"/en/live/?thread={thread.pk}&posts=1"
    assert Client().get(address).status_code == 404
    assert signed_in(person("outside")).get(address).status_code == 404
    assert "posts" in told(signed_in(member_of(hub())), address)


def reading(thread: Thread, name: str = "reads") -> Reader:
    return Reader(member_of(hub(), name), thread, posts=2, unread=0, language="en")


def test_who_is_led_out_or_suspended_meanwhile_hears_no_more(thread: Thread) -> None:
    Hub.objects.filter(pk=thread.hub_id).update(visibility=Hub.Visibility.MEMBERS)
    led_out, suspended, stays = (reading(thread, name) for name in ("led-out", "suspended", "stays"))
    led_out.person.memberships.all().delete()
    type(suspended.person).objects.filter(pk=suspended.person.pk).update(is_active=False)
    assert [reader.may_still_read() for reader in (led_out, suspended, stays)] == [False, False, True]


def test_a_change_is_told_once(thread: Thread) -> None:
    reader = reading(thread)
    state = State({thread.pk: 4}, unread={reader.person.pk: 1})
    assert len(list(reader.news(state))) == 2
    assert list(reader.news(state)) == []
    assert "3 new answers" in "".join(reader.news(State({thread.pk: 5}, unread={reader.person.pk: 1})))
    assert json.loads("".join(reader.news(State({thread.pk: 5}))).split("data: ")[1]) == {"count": 0}


def test_a_thousand_readers_cost_two_queries(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        State.of(range(1000), range(1000))


def test_what_waits_or_was_hidden_is_no_new_answer(thread: Thread) -> None:
    address = f"/en/live/?thread={thread.pk}&posts=2"
    waiting = answer(thread, thread.author, "Buy pumps")
    Post.objects.filter(pk=waiting.pk).update(hidden_by="waiting")
    assert told(Client(), address) == {}
    answer(thread, thread.author)
    posts = told(Client(), address)["posts"]
    assert (posts["text"], str(posts["url"]).partition("#")[2]) == ("1 new answer", "post-4")
    Post.objects.filter(pk=waiting.pk).update(hidden_by="")
    assert told(Client(), address)["posts"]["text"] == "2 new answers"


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watcher:
    """A process of its own, which looks more often, in the transaction of the test."""
    watcher = Watcher()
    for module in (notices, views):
        monkeypatch.setattr(module, "watcher", watcher)
    monkeypatch.setattr(watching, "PAUSE", 0.05)
    monkeypatch.setattr(watching, "close_old_connections", lambda: None)
    return watcher


async def heard(client: AsyncClient, path: str, act: Callable[[], object] | None = None) -> list[str]:
    """The data of the events of a stream that is open for a moment, in which `act` is done."""
    response = await client.get(path)
    parts: list[str] = []

    async def listen() -> None:
        async for part in response:
            parts.append(part.decode())

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0.3)
    if act:
        await sync_to_async(act)()
        await asyncio.sleep(0.3)
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
    return [part.split("data: ")[1] for part in "".join(parts).split("\n\n") if part.startswith("event")]


def opened(user: User) -> AsyncClient:
    client = AsyncClient()
    client.force_login(user)
    return client


def news(user: User, about: str) -> None:
    Notification.objects.create(user=user, kind="reply", about=about)


def test_a_stream_that_opens_says_nothing_that_the_page_does_not_say(watched: Watcher) -> None:
    reader = person("reader")
    news(reader, "one")
    told = async_to_sync(heard)(opened(reader), "/en/live/?unread=1", lambda: news(reader, "another"))
    assert told == ['{"count": 2}']


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_away_for_a_moment_ends_no_stream(
    watched: Watcher, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    reader, looked, look = person("reader"), [], watching._state

    def away_at_first(*keys: list[int]) -> State:
        looked.append(keys)
        if len(looked) < 3:
            raise error("connection already closed")
        return look(*keys)

    monkeypatch.setattr(watching, "_state", away_at_first)
    told = async_to_sync(heard)(opened(reader), "/en/live/?unread=0", lambda: news(reader, "one"))
    assert told == ['{"count": 1}']


def test_what_was_read_on_another_page_meanwhile_does_not_come_back_for_a_moment(watched: Watcher) -> None:
    reader = person("reader")
    news(reader, "one")
    client = opened(reader)

    async def first_and_second() -> list[list[str]]:
        first = await heard(client, "/en/live/?unread=0")
        await sync_to_async(reader.notifications.mark_read)()
        return [first, await heard(client, "/en/live/?unread=0")]

    assert async_to_sync(first_and_second)() == [['{"count": 1}'], []]


@pytest.mark.parametrize(("hidden_by", "count"), [("", 1), ("waiting", 0)])
def test_a_stream_tells_of_no_post_that_waits(watched: Watcher, thread: Thread, hidden_by: str, count: int) -> None:
    author, client = thread.author, opened(person("reader"))

    def write() -> None:
        with transaction.atomic():  # a look meanwhile must not see it before it is hidden
            Post.objects.filter(pk=answer(thread, author).pk).update(hidden_by=hidden_by)

    told = async_to_sync(heard)(client, f"/en/live/?thread={thread.pk}&posts=2", write)
    assert [str(count) in each for each in told] == [True] * count
