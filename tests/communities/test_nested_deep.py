"""What is nested deeper than anybody reads goes through all that a post goes through: quickly, and no word is lost."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail

from communities.correspondence.quoting import own_words
from communities.correspondence.receiving import receive
from communities.discussions.models import Post, Thread
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.people.models import User
from tests.commits import committed

from .discussions import question, url_of
from .hubs import hub, member_of, signed_in
from .mails import MAILBOX, answered, raw_mail, reply_to

DEEP = {
    "quotes": "> " * 1_000,
    "quotes without spaces": ">" * 1_000,
    "lists": "- " * 1_000,
    "numbered lists": "1. " * 1_000,
    "lists in quotes": "> - " * 1_000,
    "brackets": "[" * 4_900,  # a mail tells 5,000 characters of a post
}
INTRODUCTION = "On Sun, 22 Nov 2026 at 10:00, Headwaters <reply+x@mail.hub.example> wrote:\n\n"


@pytest.fixture(autouse=True)
def mailbox(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX


@pytest.fixture
def asker(db: None) -> User:
    return member_of(hub(), "asker")


@pytest.fixture
def thread(asker: User) -> Thread:
    return question(hub(), asker)


@contextmanager
def quickly() -> Iterator[None]:
    start = time.thread_time()  # its own work, whatever else the machine does
    yield
    assert time.thread_time() - start < 2


@pytest.mark.parametrize("name", DEEP)
def test_a_post_that_is_nested_deep_is_read_mailed_and_found(name: str, thread: Thread, asker: User) -> None:
    client = signed_in(member_of(hub(), "writer"))
    with quickly(), committed():
        assert client.post(url_of(thread), {"body": f"{DEEP[name]}stethoscope"}).status_code == 302
    with quickly():
        assert "stethoscope" in client.get(url_of(thread)).content.decode()
    with quickly():
        assert mail_what_is_due(Frequency.AT_ONCE) == 1
    [sent] = mail.outbox
    [(html, _type)] = sent.alternatives  # type: ignore[attr-defined]
    assert "stethoscope" in sent.body
    assert "stethoscope" in html
    [hit] = client.get("/en/search/?q=stethoscope&kind=thread").context["results"].hits
    assert hit.reference == f"thread-{thread.pk}"


@pytest.mark.parametrize("name", DEEP)
def test_a_question_that_is_nested_deep_has_words_for_a_title(name: str, asker: User) -> None:
    with quickly():
        signed_in(asker).post(f"/en/hubs/{hub().key}/discussions/new/", {"body": f"{DEEP[name]}stethoscope"})
    assert Thread.objects.get(author=asker).title


@pytest.mark.parametrize("name", DEEP)
def test_a_mail_that_quotes_what_is_nested_deep_is_cut_to_its_own_words(
    name: str, thread: Thread, asker: User
) -> None:
    with quickly():
        post = answered(thread, asker, f"By night.\n\n{INTRODUCTION}> {DEEP[name]}stethoscope\n")
    assert post
    assert post.body == "By night."
    with quickly():
        assert own_words(f"{DEEP[name]}stethoscope").endswith("stethoscope")


@pytest.mark.parametrize("tag", ["blockquote", "ul><li", "div"])
def test_a_mail_of_html_that_is_nested_deep_keeps_its_words(tag: str, thread: Thread, asker: User) -> None:
    html = f"<p>By night</p>{f'<{tag}>' * 1_000}stethoscope"
    with quickly():
        receive(raw_mail(asker.email, reply_to(thread, asker), "", html=html))
    post = Post.objects.get(thread=thread, number=2)
    assert "stethoscope" in post.html


@pytest.mark.parametrize("line", ["-" * 50_000 + "x" * 100, "=-" * 25_000, "w" * 50_000 + " :", " " * 50_000 + "x"])
def test_no_line_of_a_mail_keeps_the_quote_stripper_busy(line: str) -> None:
    with quickly():
        own_words(f"By night.\n{line}\n{INTRODUCTION}> Leaks")
