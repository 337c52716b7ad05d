"""A server of threads tells at once what is new since the page was made, and only to who may know."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from communities.discussions.models import Thread
from communities.hubs.models import Hub
from communities.live.notices import Reader
from communities.live.state import State
from communities.notifications.models import Notification

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
