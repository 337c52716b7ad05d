"""Absence notices of mail programmes that do not mark them become no talk of machines with each other."""

from typing import Any

import pytest
from django.core import mail

from communities.correspondence.receiving import receive
from communities.discussions.models import Thread
from communities.people.models import User

from .discussions import question
from .hubs import hub, member_of
from .mails import MAILBOX, answered, ask_at, raw_mail, reply_to

pytestmark = pytest.mark.django_db
AWAY = "I am away until Monday."


@pytest.fixture(autouse=True)
def mailbox(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX


@pytest.fixture
def ana(db: None) -> User:
    return member_of(hub(), "ana")


@pytest.fixture
def thread(ana: User) -> Thread:
    return question(hub(), member_of(hub(), "ben"))


def test_who_says_the_very_same_again_is_told_so_and_posts_once(ana: User, thread: Thread) -> None:
    raw = raw_mail(ana.email, reply_to(thread, ana), AWAY)
    assert receive(raw) == receive(raw) is not None
    assert answered(thread, ana, AWAY) is None
    assert thread.posts.filter(author=ana).count() == 1
    [message] = mail.outbox
    assert "the very same" in message.body
    assert f"discussions/{thread.pk}/" in message.body


def test_others_and_other_threads_take_the_same_words(ana: User, thread: Thread) -> None:
    other, ben = question(hub(), ana), member_of(hub(), "carl")
    assert all([answered(thread, ana, AWAY), answered(other, ana, AWAY), answered(thread, ben, AWAY)])
    assert mail.outbox == []


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Leaks",
        "Out of Office: Re: Leaks",
        "Out of office AutoReply: Leaks",
        "Réponse automatique : Leaks",
        "Respuesta automática: Leaks",
        "Автоматический ответ: Leaks",
    ],
)
def test_what_calls_itself_an_absence_notice_is_neither_posted_nor_answered(
    ana: User, thread: Thread, subject: str
) -> None:
    assert answered(thread, ana, AWAY, subject=subject) is None
    assert (thread.posts.count(), mail.outbox) == (1, [])


def test_who_asks_about_the_office_is_no_machine(ana: User) -> None:
    assert receive(
        raw_mail(ana.email, ask_at(hub(), ana), "Who repairs?", subject="Out of office hours: who repairs?")
    )
