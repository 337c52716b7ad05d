"""Facilitators say who may join their hub and who reads it, and see first what that changes."""

from typing import Any

import pytest
from django.test import Client

from communities.hubs.models import Hub
from communities.moderation.models import ModerationLogEntry

from .hubs import HUB, hub, member_of, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = f"/en/hubs/{HUB}/settings/"


@pytest.fixture
def hidden() -> Hub:
    return hub(visibility=Hub.Visibility.HIDDEN, joining=Hub.Joining.ON_REQUEST)


@pytest.fixture
def client(hidden: Hub) -> Client:
    return signed_in(member_of(hidden, "facilitator", role="facilitator"))


def send(client: Client, *, joining: str = "request", visibility: str = "hidden", **more: str) -> Any:
    return client.post(ADDRESS, {"joining": joining, "visibility": visibility} | more)


def state(hidden: Hub) -> tuple[str, str]:
    hidden.refresh_from_db()
    return hidden.joining, hidden.visibility


def test_what_it_changes_is_told_first_and_nothing_is_done(hidden: Hub, client: Client) -> None:
    page = send(client, visibility="public")
    assert "also what was written so far" in page.content.decode()
    assert state(hidden) == ("request", "hidden")
    assert not ModerationLogEntry.objects.exists()


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        ("hidden", "members", "Everybody will see that the hub is there"),
        ("public", "members", "Everybody will still see"),
        ("public", "hidden", "not there any more"),
    ],
)
def test_each_change_is_told_as_it_is(client: Client, now: Any, then: str, told: str) -> None:
    hub(visibility=now)
    assert told in send(client, visibility=then).content.decode()


def test_what_was_looked_at_is_done_written_down_and_lets_in_who_waits(hidden: Hub, client: Client) -> None:
    asked = member_of(hidden, "ana", state="asked")
    page = send(client, joining="open", visibility="members")
    assert "is let in and told" in page.content.decode()
    answer = send(client, joining="open", visibility="members", act="save", was=page.context["was"])
    assert answer["Location"] == f"/en/hubs/{HUB}/"
    assert state(hidden) == ("open", "members")
    assert asked.memberships.get().state == "active"
    entry = ModerationLogEntry.objects.get(action="hubs.settle")
    assert (entry.data["was"], entry.data["is"]) == ("request hidden", "open members")


def test_what_somebody_else_changed_meanwhile_is_looked_at_once_more(hidden: Hub, client: Client) -> None:
    page = send(client, visibility="public")
    hub(visibility="members")
    again = send(client, visibility="public", act="save", was=page.context["was"])
    assert (again.status_code, again.context["was"]) == (200, "request members")
    assert state(hidden) == ("request", "members")
    assert send(client, visibility="public", act="save", was=again.context["was"]).status_code == 302
    assert state(hidden) == ("request", "public")


def test_what_stays_as_it_is_asks_nothing(client: Client) -> None:
    assert send(client).status_code == 302
    assert not ModerationLogEntry.objects.exists()


@pytest.mark.parametrize("fields", [{"joining": "nobody"}, {"visibility": ""}])
def test_what_cannot_be_is_told(hidden: Hub, client: Client, fields: dict[str, str]) -> None:
    answer = send(client, act="save", was="request hidden", **fields)
    assert list(answer.context["form"].errors) == list(fields)
    assert state(hidden) == ("request", "hidden")


def test_facilitators_come_to_it_from_the_hubs_home(client: Client) -> None:
    assert f'href="{ADDRESS}"' in client.get(f"/en/hubs/{HUB}/").content.decode()
