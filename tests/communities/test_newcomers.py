"""Who has just come writes so much an hour, and what leads to other sites waits for a facilitator's nod."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from communities.discussions import services
from communities.discussions.models import Post
from communities.people.models import User

from .discussions import ASK, answer, fill, question, url_of
from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
SPAM = "Buy pumps at [our shop](https://pumps.example/cheap)"
QUEUE = f"/en/hubs/{HUB}/reports/"


@pytest.fixture(autouse=True)
def newness(settings: Any) -> None:
    settings.NEWCOMER_DAYS = settings.NEWCOMER_POSTS = 3


@pytest.fixture
def newcomer() -> User:
    return member_of(hub(), "newcomer", first_name="Nia")


@pytest.fixture
def facilitator() -> User:
    return member_of(hub(), "boss", role="facilitator")


def known(name: str = "known", posts: int = 3, days: int = 30) -> User:
    """Somebody who came `days` ago and has written so much."""
    user = member_of(hub(), name)
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=days))
    user.refresh_from_db()
    if posts:
        fill(question(hub(), user), user, posts)
        Post.objects.filter(author=user).update(created_at=timezone.now() - timedelta(days=1))
    return user


def shown_to(client: Client, post: Post) -> str:
    return client.get(url_of(post.thread)).content.decode()


def test_a_newcomers_link_waits_and_only_those_who_may_see_it(newcomer: User, facilitator: User) -> None:
    post = answer(question(hub(), facilitator), newcomer, SPAM)
    assert post.is_waiting
    assert "our shop" in shown_to(signed_in(newcomer), post)
    assert "Waits to be read" in shown_to(signed_in(newcomer), post)
    assert "our shop" in shown_to(signed_in(facilitator), post)
    for client in (Client(), signed_in(person("reader")), signed_in(member_of(hub(), "insider"))):
        assert "our shop" not in shown_to(client, post)


def test_a_question_that_waits_is_in_no_list_and_keeps_its_title_to_itself(newcomer: User) -> None:
    thread = question(hub(), newcomer, SPAM, title="Cheap pumps")
    assert "Cheap pumps" not in Client().get(f"/en/hubs/{HUB}/discussions/").content.decode()
    assert "Cheap pumps" not in Client().get(url_of(thread)).content.decode()
    assert "Cheap pumps" in signed_in(newcomer).get(url_of(thread)).content.decode()
    assert thread.search_document("en") is None


def test_facilitators_are_told_and_others_only_when_it_stands(newcomer: User, facilitator: User) -> None:
    reader = member_of(hub(), "reader")
    post = question(hub(), newcomer, SPAM).posts.get()
    services.tell_of_waiting.func(post.pk)
    assert facilitator.notifications.get().kind == "waiting"
    client = signed_in(facilitator)
    assert "1 post waits to be read" in client.get(f"/en/hubs/{HUB}/").content.decode()
    assert "our shop" in client.get(QUEUE).content.decode()
    client.post(url_of(post.thread, act=True, post=post), {"act": "unhide"})
    assert "our shop" in shown_to(Client(), post)
    assert newcomer.notifications.get().kind == "stands"
    services.tell_of_post.func(post.pk)
    assert reader.notifications.get().kind == "question"


def test_what_a_facilitator_hides_instead_waits_no_more(newcomer: User, facilitator: User) -> None:
    post = question(hub(), newcomer, SPAM).posts.get()
    client = signed_in(facilitator)
    client.post(url_of(post.thread, act=True, post=post), {"act": "hide"})
    assert "our shop" not in client.get(QUEUE).content.decode()
    assert not newcomer.notifications.exists()


OWN = [
    "We listen.",
    "See [this](/en/library/kampala/).",
    "See [below](#post-2) or [more](?from=21).",
    "See <http://localhost:8000/en/library/x/> too.",
    "See [here](HTTP://LocalHost:8000/en/library/x/) too.",
    "Type `https://pumps.example` yourself.",
]
AWAY = [
    "[x](http://localhost:8000@evil.example/)",
    "[x](http://localhost:8000.evil.example/)",
    "[x](HTTPS://pumps.example)",
    "[x](hTTp://pumps.example)",
    "<https://pumps.example>",
    "<HTTPS://PUMPS.EXAMPLE>",
    "https://pumps.example/cheap",
    "HTTPS://pumps.example/cheap",
    "www.pumps.com",
    "WWW.PUMPS.COM",
    "pumps.com",
    "PUMPS.COM",
    "насосы.рф",
    "//pumps.com/cheap",
    "[x](mailto:sales@pumps.example)",
    "[x](MAILTO:sales@pumps.example)",
    "<sales@pumps.example>",
    "sales@pumps.com",
    "[x][1]\n\n[1]: https://pumps.example",
    "[x]\n\n[x]: <HTTPS://pumps.example> 'Cheap'",
    "[x][]\n\n[x]:\nhttps://pumps.example",
    "![x](https://pumps.example/pump.png)",
    "[![x](https://pumps.example/pump.png)](/en/library/)",
    "[**x**](https://pumps.example 'Cheap')",
    "> [x](https://pumps.example)",
    "- 1. [x](https://pumps.example)",
    "# [x](https://pumps.example)",
    "| a |\n|---|\n| [x](https://pumps.example) |",
    "~~[x](https://pumps.example)~~",
    "[x](&#104;ttps://pumps.example)",
    "[x](https&colon;//pumps.example)",
    "[x](\\https://pumps.example)",
    "[\u200b](https://pumps.example)",
]


@pytest.mark.parametrize("body", OWN)
def test_links_within_this_site_do_not_wait(newcomer: User, body: str) -> None:
    assert not answer(question(hub(), newcomer), newcomer, body).is_waiting


@pytest.mark.parametrize("body", AWAY)
def test_every_way_to_lead_away_waits_or_leads_nowhere(newcomer: User, body: str) -> None:
    post = answer(question(hub(), newcomer), newcomer, f"Look:\n\n{body}")
    assert post.is_waiting or "href" not in post.html


@pytest.mark.parametrize("body", ["[x](//pumps.example)", "[x](/\\pumps.example)", "[x](</\t/pumps.example>)"])
def test_an_address_without_a_scheme_leads_to_no_other_site(newcomer: User, body: str) -> None:
    [link] = html.fragment_fromstring(answer(question(hub(), newcomer), newcomer, body).html).iter("a")
    assert link.get("href") in (None, "/%5Cpumps.example", "/%09/pumps.example")


def test_a_link_that_is_written_in_afterwards_waits_too(newcomer: User) -> None:
    post = question(hub(), newcomer).posts.get()
    services.edit(post=post, body=SPAM, language="en")
    post.refresh_from_db()
    assert post.is_waiting


def test_what_a_facilitator_let_stand_may_be_corrected(newcomer: User) -> None:
    post = question(hub(), newcomer, SPAM).posts.select_related("thread").get()
    services.unhide(post=post)
    services.edit(post=post, body=f"{SPAM}, today", language="en")
    post.refresh_from_db()
    assert not post.is_hidden


@pytest.mark.parametrize(("posts", "days", "waits"), [(3, 30, False), (2, 30, True), (3, 1, True)])
def test_who_has_been_here_and_written_is_no_newcomer(posts: int, days: int, waits: bool) -> None:
    user = known(posts=posts, days=days)
    assert answer(question(hub(), member_of(hub(), "asker")), user, SPAM).is_waiting == waits


def test_facilitators_are_trusted_at_once(facilitator: User) -> None:
    assert not question(hub(), facilitator, SPAM).posts.get().is_hidden


def send(client: Client, number: int) -> Any:
    return client.post(ASK, {"body": f"Question {number}"}, follow=True)


def test_a_newcomer_writes_so_much_an_hour_and_loses_nothing(newcomer: User, settings: Any) -> None:
    settings.NEWCOMER_POSTS_PER_HOUR = 2
    client = signed_in(newcomer)
    for number in range(3):
        answered = send(client, number)
    assert Post.objects.filter(author=newcomer).count() == 2
    assert "have written a lot within an hour" in answered.content.decode()
    assert answered.context["form"]["body"].value() == "Question 2"
    reply = client.post(url_of(Post.objects.first().thread), {"body": "And this"}, follow=True)  # type: ignore[union-attr]
    assert reply.context["form"]["body"].value() == "And this"
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    send(client, 3)
    assert Post.objects.filter(author=newcomer).count() == 3


def test_who_is_known_writes_more_than_a_newcomer_and_not_without_end(settings: Any) -> None:
    settings.NEWCOMER_POSTS_PER_HOUR, settings.POSTS_PER_HOUR = 2, 4
    client = signed_in(known())
    for number in range(5):
        answered = send(client, number)
    assert Post.objects.filter(body__startswith="Question").count() == 4
    assert answered.context["form"]["body"].value() == "Question 4"


def test_facilitators_do_not_write_without_end_either(facilitator: User, settings: Any) -> None:
    settings.POSTS_PER_HOUR = 2
    client = signed_in(facilitator)
    for number in range(3):
        send(client, number)
    assert Post.objects.count() == 2


@pytest.mark.parametrize("is_reply", [True, False])
def test_posts_are_counted_while_the_author_waits_for_his_turn(newcomer: User, is_reply: bool) -> None:
    """What PostgreSQL locks; SQLite lets one write at a time."""
    thread = question(hub(), newcomer)
    with CaptureQueriesContext(connection) as captured:
        answer(thread, newcomer) if is_reply else question(hub(), newcomer)
    asked = [query["sql"] for query in captured.captured_queries]
    counted = next(place for place, sql in enumerate(asked) if "COUNT" in sql and "discussions_post" in sql)
    locked = [place for place, sql in enumerate(asked) if sql.endswith("FOR NO KEY UPDATE")]
    assert connection.vendor != "postgresql" or locked[0] < counted


def test_a_form_sent_twice_at_the_limit_finds_its_post(newcomer: User, settings: Any) -> None:
    settings.NEWCOMER_POSTS_PER_HOUR = 1
    first = question(hub(), newcomer).posts.get()
    again = services.ask(hub=hub(), author=newcomer, body="x", language="en", token=first.token)
    assert again == first
