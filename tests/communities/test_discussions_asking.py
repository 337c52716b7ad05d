"""A question is one field and one press; what was typed is never lost on the way."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from communities.discussions.models import Post, Thread
from communities.hubs.models import Hub, Membership
from communities.people.models import User

from .discussions import ASK, LIST, QUESTION, answer, question, token_in, typed_in, url_of
from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
NEW = "ana@utility.example"


@pytest.fixture
def member() -> User:
    return member_of(hub())


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_a_member_asks_with_one_field_and_one_press(member: User, language: str) -> None:
    address = ASK.replace("/en/", f"/{language}/")
    client = signed_in(member)
    arrived = client.post(address, {"body": QUESTION, "token": token_in(client.get(address))}, follow=True)
    thread = Thread.objects.get()
    assert (thread.hub.key, thread.author, thread.language, thread.post_count) == (HUB, member, language, 1)
    assert thread.title == "How do you find leaks at night?"
    assert arrived.context["thread"] == thread
    assert [shown.post.body for shown in arrived.context["posts"]] == [QUESTION]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("**Where** to [start](https://a.example)?\n\nMore.", "Where to start?"),
        ("# A heading\ntext", "A heading"),
        ("&lt;b&gt; & more", "<b> & more"),
        ("> quoted\n\nown", "quoted"),
        ("Безнапорные трубы: чем чистить", "Безнапорные трубы: чем чистить"),
    ],
)
def test_the_title_is_the_first_sentence_without_its_marks(member: User, body: str, title: str) -> None:
    signed_in(member).post(ASK, {"body": body})
    assert Thread.objects.get().title == title


@pytest.mark.parametrize("body", ["leak " * 100, "я" * 500])
def test_a_long_first_line_is_cut_where_it_fits(member: User, body: str) -> None:
    signed_in(member).post(ASK, {"body": body})
    title = Thread.objects.get().title
    assert len(title) <= 120
    assert title.endswith("…")


def test_title_and_language_can_be_chosen(member: User) -> None:
    signed_in(member).post(ASK, {"body": "Как искать утечки?", "title": "Утечки", "language": "ru"})
    thread = Thread.objects.get()
    assert (thread.title, thread.language, thread.posts.get().language) == ("Утечки", "ru", "ru")


@pytest.mark.parametrize("body", ["", "   \n ", "\u200b\u200b", "[a]: b", "- " * 50])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_shows_nothing_is_refused_beside_the_field(member: User, body: str, language: str) -> None:
    page = signed_in(member).post(ASK.replace("/en/", f"/{language}/"), {"body": body})
    assert page.status_code == 200
    assert page.context["form"].errors["body"]
    assert 'id="id_body_error"' in page.content.decode()
    assert not Thread.objects.exists()


@pytest.mark.parametrize(("name", "value"), [("body", "a\x00b"), ("title", "a\x00b"), ("language", "e\x00n")])
def test_nul_characters_are_refused_beside_their_field_and_the_text_kept(member: User, name: str, value: str) -> None:
    page = signed_in(member).post(ASK, {"body": QUESTION, "title": "Leaks", name: value})
    assert page.context["form"].errors[name]
    assert typed_in(page) == (value if name == "body" else QUESTION)
    assert not Thread.objects.exists()


@pytest.mark.parametrize("token", ["", "nothing", "a\x00b"])
def test_a_form_without_its_token_is_posted_all_the_same(member: User, token: str) -> None:
    signed_in(member).post(ASK, {"body": QUESTION, "token": token, "quotes": token})
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("size", [20_001, 1_000_000])
def test_a_text_that_is_too_long_is_refused_and_kept(member: User, size: int) -> None:
    page = signed_in(member).post(ASK, {"body": "ж" * size})
    assert page.context["form"].errors["body"]
    assert len(typed_in(page)) == size
    assert not Thread.objects.exists()


def test_twenty_thousand_characters_are_enough(member: User) -> None:
    signed_in(member).post(ASK, {"body": "line\r\n" * 4_000})
    assert len(Post.objects.get().body) == 5 * 4_000 - 1


def test_a_double_click_asks_once(member: User) -> None:
    client = signed_in(member)
    sent = {"body": QUESTION, "token": token_in(client.get(ASK))}
    answers = {client.post(ASK, sent)["Location"] for _click in range(2)}
    assert len(answers) == Thread.objects.count() == Post.objects.count() == 1


def test_the_same_token_of_another_person_is_another_post(member: User) -> None:
    token = str(uuid4())
    for user in (member, member_of(hub(), "other")):
        signed_in(user).post(ASK, {"body": QUESTION, "token": token})
    assert Thread.objects.count() == 2


def sign_in_by_code(client: Client, address: str, email: str = NEW) -> Any:
    page = client.get(address).content.decode()
    following = re.search(r'name="next" value="([^"]+)"', page)
    asked = client.post(address, {"email": email, "next": following[1] if following else ""})
    code = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    page = client.get(asked["Location"]).content.decode()
    following = re.search(r'name="next" value="([^"]+)"', page)
    return client.post(
        asked["Location"].partition("?")[0],
        {"code": code[1] if code else "", "next": following[1] if following else ""},
    )


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_visitor_asks_joins_and_finds_the_text_again(client: Client, language: str) -> None:
    address = ASK.replace("/en/", f"/{language}/")
    sent = {"body": QUESTION, "title": "Leaks", "token": token_in(client.get(address))}
    joining = client.post(address, sent)["Location"]
    assert joining.startswith(f"/{language}/hubs/{HUB}/join/?next=")
    arrived = sign_in_by_code(client, joining)
    assert arrived["Location"] == address
    page = client.get(arrived["Location"])
    assert (typed_in(page), page.context["form"]["title"].value()) == (QUESTION, "Leaks")
    assert not Thread.objects.exists()
    client.post(address, {"body": typed_in(page), "token": token_in(page)})
    assert Thread.objects.get().author == User.objects.get(email=NEW)
    assert typed_in(client.get(address)) == ""


def test_a_session_that_ended_while_typing_loses_nothing(member: User) -> None:
    thread, client = question(hub(), member), signed_in(member)
    token = token_in(client.get(url_of(thread)))
    client.session.flush()
    joining = client.post(url_of(thread), {"body": "An hour of work", "token": token})["Location"]
    arrived = sign_in_by_code(client, joining, member.email)
    assert arrived["Location"] == url_of(thread)
    assert typed_in(client.get(url_of(thread))) == "An hour of work"


@pytest.mark.parametrize("visibility", [Hub.Visibility.MEMBERS, Hub.Visibility.HIDDEN])
def test_a_session_that_ended_in_a_closed_circle_loses_nothing(visibility: str) -> None:
    inner = hub(visibility=visibility)
    member = member_of(inner)
    thread, client = question(inner, member), signed_in(member)
    client.session.flush()
    going = client.post(url_of(thread), {"body": "An hour of work"})["Location"]
    sign_in_by_code(client, going.replace("/login/?", "/login/code/?"), member.email)
    assert typed_in(client.get(url_of(thread))) == "An hour of work"


def test_what_is_edited_when_the_session_ends_is_kept_too(member: User) -> None:
    thread, client = question(hub(), member), signed_in(member)
    address = url_of(thread, post=thread.posts.get()) + "edit/"
    client.session.flush()
    sign_in_by_code(client, client.post(address, {"body": "Changed"})["Location"], member.email)
    assert typed_in(client.get(address)) == "Changed"


def test_who_is_no_member_is_asked_to_join_and_keeps_the_text() -> None:
    client = signed_in(person("outsider"))
    assert client.get(ASK).context["standing"].can_write is False
    assert client.post(ASK, {"body": QUESTION})["Location"] == ASK
    page = client.get(ASK).content.decode()
    assert f'action="/en/hubs/{HUB}/join/"' in page
    assert QUESTION in page
    assert not Thread.objects.exists()
    assert client.post(f"/en/hubs/{HUB}/join/", {"next": ASK})["Location"] == ASK
    assert typed_in(client.get(ASK)) == QUESTION


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_joining_leads_nowhere_else(onward: str) -> None:
    answer = signed_in(person("outsider")).post(f"/en/hubs/{HUB}/join/", {"next": onward})
    assert answer["Location"] == f"/en/hubs/{HUB}/"


def test_who_asked_to_join_waits_with_the_text_in_sight() -> None:
    asked = member_of(hub(joining=Hub.Joining.ON_REQUEST), state=Membership.State.ASKED)
    client = signed_in(asked)
    client.post(ASK, {"body": QUESTION})
    assert QUESTION in client.get(ASK).content.decode()
    assert not Thread.objects.exists()


def test_a_look_before_sending_posts_nothing(member: User) -> None:
    page = signed_in(member).post(ASK, {"body": "**bold** <script>", "act": "preview"})
    assert "<strong>bold</strong> &lt;script&gt;" in page.context["preview"]
    assert not Thread.objects.exists()


@pytest.mark.parametrize("act", ["preview", "similar"])
def test_a_visitor_may_look_without_javascript(client: Client, act: str) -> None:
    page = client.post(ASK, {"body": "**non-revenue** water", "act": act})
    assert page.status_code == 200
    assert page.context[act]
    assert typed_in(page) == "**non-revenue** water"


def test_drafts_do_not_pile_up(client: Client, member: User) -> None:
    threads = [question(hub(), member) for _n in range(8)]
    for thread in threads:
        client.post(url_of(thread), {"body": "later"})
    assert len(client.session["typed"]) == 5
    answer(threads[0], member)
    assert client.get(LIST).status_code == 200


def test_a_question_that_was_pasted_or_dictated_is_looked_for_too(client: Client) -> None:
    page = client.get(ASK).content.decode()
    assert 'data-hx-trigger="input changed delay:500ms from:#id_body"' in page
    assert "keyup" not in page
