"""A member's full name behind a plain @ is understood as if it stood in brackets."""

import pytest
from django.test import Client

from communities.discussions.models import Thread
from communities.notifications.models import Notification
from communities.people.models import User
from tests.commits import committed

from .discussions import ASK, question, url_of
from .hubs import hub, member_of, person, signed_in
from .mentions import named, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return member_of(hub(), "writer")


@pytest.fixture
def thread(writer: User) -> Thread:
    return question(hub(), writer)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@Ana López, what do you say?", "@[Ana López], what do you say?"),
        ("Ask @Ana López's team", "Ask @[Ana López]'s team"),
        ("**@Ana López**", "**@[Ana López]**"),
        ("Ask (@Ana López).", "Ask (@[Ana López])."),
        ("Ask @Ana López Gil or @Ana López", "Ask @[Ana López Gil] or @[Ana López]"),
    ],
)
def test_a_full_name_needs_no_brackets(writer: User, thread: Thread, typed: str, kept: str) -> None:
    ana = named()
    named("Ana López Gil")
    with committed():
        signed_in(writer).post(url_of(thread), {"body": typed})
    post = thread.posts.get(number=2)
    assert post.body == kept
    assert ana in post.mentions.all()
    assert [kind for kind, _text in told(ana)][-1:] == ["mention"]


@pytest.mark.parametrize(
    "typed",
    [
        "Write to pumps@Ana López",
        "`@Ana López`",
        "Ask @Ana or @López",
        "Ask @Ana López-Ruiz",
        "Ask @Nobody Here",
        "Ask @Bo Outside",
        "I am @Wri Ter",
    ],
)
def test_what_is_no_full_name_of_another_member_stays_as_it_is(writer: User, thread: Thread, typed: str) -> None:
    ana = named()
    person("bo", first_name="Bo", last_name="Outside")
    User.objects.filter(pk=writer.pk).update(first_name="Wri", last_name="Ter")
    signed_in(writer).post(url_of(thread), {"body": typed})
    assert thread.posts.get(number=2).body == typed
    assert not Notification.objects.filter(user=ana, kind="mention").exists()


def test_without_brackets_too_two_of_one_name_are_told_apart(writer: User, thread: Thread) -> None:
    named(), named()
    page = signed_in(writer).post(url_of(thread), {"body": "Ask @Ana López"})
    assert "Two members are called “Ana López”" in page.context["form"].errors["body"][0]


def test_the_preview_shows_whom_a_plain_name_mentions(writer: User) -> None:
    ana = named()
    shown = signed_in(writer).post(ASK, {"body": "@Ana López?", "act": "preview"}).content.decode()
    assert f'data-mention="{ana.profile.public_id}"' in shown


def test_a_visitor_learns_from_no_preview_who_is_a_member() -> None:
    named()
    shown = Client().post(ASK, {"body": "@Ana López?", "act": "preview"}).content.decode()
    assert "data-mention" not in shown
    assert "@[Ana" not in shown
