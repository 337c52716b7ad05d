"""Who follows a thread says how often it is mailed to him or her, beside the button and among the other mails."""

from typing import Any

import pytest
from django.test import Client

from communities.discussions.models import Follow, Post, Thread
from communities.discussions.tidying import services as tidying
from communities.hubs.models import Hub
from communities.notifications.services import choose, stop
from communities.people.models import User
from tests.commits import committed

from .discussions import answer, queries, question, url_of
from .hubs import hub, member_of, signed_in

pytestmark = pytest.mark.django_db
AMONG = "/en/inbox/mail/"


@pytest.fixture
def thread() -> Thread:
    return question(hub(), member_of(hub(), "asker"), title="Leaks at night")


@pytest.fixture
def ana(thread: Thread) -> User:
    user = member_of(hub(), "ana")
    Follow.objects.create(thread=thread, user=user)
    return user


def send(client: Client, thread: Thread, frequency: str = "weekly", **more: str) -> Any:
    return client.post(f"{url_of(thread)}mails/", {"frequency": frequency, **more})


def frequencies(thread: Thread, user: User) -> list[str]:
    """Of what is mailed to `user` of a new post."""
    with committed():
        answer(thread, member_of(hub(), f"helper{Post.objects.count()}"))
    return [each.mail_after for each in user.notifications.filter(kind="reply").order_by("pk")]


def test_what_was_chosen_for_a_thread_wins_over_what_was_chosen_for_its_hub(thread: Thread, ana: User) -> None:
    choose(user=ana, hub=hub(), frequency="daily")  # type: ignore[arg-type]
    assert frequencies(thread, ana) == ["daily"]
    assert send(signed_in(ana), thread)["Location"] == url_of(thread)
    assert frequencies(thread, ana) == ["weekly", "weekly"]  # and what waits is mailed as often
    send(signed_in(ana), thread, "")
    assert frequencies(thread, ana)[-1] == "daily"


def test_other_threads_and_other_people_are_mailed_as_before(thread: Thread, ana: User) -> None:
    send(signed_in(ana), thread, "never")
    other = question(hub(), ana, title="Another")
    assert frequencies(other, ana) == ["at_once"]
    assert frequencies(thread, thread.author) == ["at_once"]


def test_who_follows_finds_the_choice_beside_the_button_and_nobody_else(thread: Thread, ana: User) -> None:
    field = 'name="frequency"'
    client = signed_in(ana)
    send(client, thread)
    page = client.get(url_of(thread)).content.decode()
    assert '<option value="weekly" selected>' in page
    for other in (Client(), signed_in(member_of(hub(), "other"))):
        assert field not in other.get(url_of(thread)).content.decode()
    client.post(url_of(thread, act=True), {"act": "unfollow"})
    assert field not in client.get(url_of(thread)).content.decode()


def test_choices_are_seen_and_undone_among_ones_mails(thread: Thread, ana: User) -> None:
    client = signed_in(ana)
    assert "Leaks at night" not in client.get(AMONG).content.decode()
    send(client, thread)
    assert "Leaks at night" in client.get(AMONG).content.decode()
    assert send(client, thread, "", among="1")["Location"] == AMONG
    assert "Leaks at night" not in client.get(AMONG).content.decode()


def test_of_a_hub_that_was_closed_no_title_stands_among_ones_mails(thread: Thread, ana: User) -> None:
    client = signed_in(ana)
    send(client, thread)
    ana.memberships.all().delete()
    hub(visibility=Hub.Visibility.MEMBERS)
    assert "Leaks at night" not in client.get(AMONG).content.decode()


def test_the_page_of_mails_costs_the_same_however_many_were_chosen(thread: Thread, ana: User) -> None:
    client = signed_in(ana)
    send(client, thread)
    few = queries(client, AMONG)
    for number in range(5):
        Follow.objects.create(thread=question(hub(), thread.author, title=str(number)), user=ana, frequency="daily")
    assert queries(client, AMONG) == few


def test_who_stops_these_mails_in_a_mail_has_stopped_them_for_every_thread(thread: Thread, ana: User) -> None:
    send(signed_in(ana), thread, "at_once")
    stop(user=ana, kinds=["question"])
    assert frequencies(thread, ana) == ["at_once"]
    stop(user=ana, kinds=["reply"])
    assert frequencies(thread, ana)[-1] == "never"


def test_the_choice_goes_where_the_thread_goes(thread: Thread, ana: User) -> None:
    send(signed_in(ana), thread)
    post = answer(thread, thread.author, "Part of it")
    new = tidying.split(thread=thread, keys=[post.pk], title="Split off")
    into = question(hub(), thread.author, title="Into")
    tidying.merge(thread=new, into=into)
    assert Follow.objects.get(thread=into, user=ana).frequency == "weekly"


@pytest.mark.parametrize("frequency", ["hourly", "x" * 500, "\x00"])
def test_what_cannot_be_chosen_is_refused(thread: Thread, ana: User, frequency: str) -> None:
    assert send(signed_in(ana), thread, frequency).status_code == 400


def test_a_visitor_is_asked_who_he_is(thread: Thread) -> None:
    assert "/join/" in send(Client(), thread)["Location"]
