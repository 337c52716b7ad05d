"""An address that mail does not reach gets no more of it until its owner says so, and nothing is lost meanwhile."""

from typing import Any

import pytest

from communities.correspondence.receiving import receive
from communities.discussions.models import Thread
from communities.notifications.addresses import Purpose, address_for
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.notifications.models import Pause
from communities.notifications.pausing import pause
from communities.notifications.services import tell
from communities.people.models import User
from tests.smtp import Sink, text_of

from .hubs import hub, person, signed_in
from .mails import MAILBOX, bounce, reply_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX


@pytest.fixture
def ana(db: None) -> User:
    return person("ana")


def tell_of(title: str, user: User) -> None:
    tell(users=[user], kind="reply", about=title, path="hubs/", hub=hub(), title=title)


def test_a_bounce_pauses_mail_and_what_waited_comes_when_its_owner_says_so(sink: Sink, ana: User) -> None:
    tell_of("First", ana)
    mail_what_is_due(Frequency.AT_ONCE)
    receive(bounce("postmaster@mail.hub.example"), sink.senders[0])
    tell_of("Second", ana)
    assert mail_what_is_due(Frequency.AT_ONCE) == 0
    client = signed_in(ana)
    for path in ("/en/inbox/", "/en/inbox/mail/"):
        assert "ana@utility.example" in client.get(path).content.decode()
    assert "Second" in client.get("/en/inbox/").content.decode()
    assert client.post("/en/inbox/mail/resume/").status_code == 302
    assert mail_what_is_due(Frequency.AT_ONCE) == 1
    assert "Second" in text_of(sink.mails[-1])


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2"), ("failed", "5.7.1"), ("delivered", "2.0.0")]
)
def test_a_delay_or_a_dislike_of_the_sender_pauses_nothing(ana: User, action: str, status: str) -> None:
    receive(bounce(address_for(Purpose.BOUNCE, ana), action, status))
    assert not Pause.objects.exists()


def test_nobody_else_can_report_a_bounce(ana: User) -> None:
    for address in (MAILBOX, "reply+bxx-0-1-aaaaaaaaaaaaaaaaaaaaa@mail.hub.example", ana.email):
        receive(bounce(address))
    assert not Pause.objects.exists()


def test_a_bounce_that_comes_to_a_reply_address_is_no_post(ana: User) -> None:
    assert receive(bounce(reply_to(Thread(pk=1), ana))) is None
    assert not Pause.objects.exists()


def test_a_mail_server_that_refuses_the_address_pauses_it(sink: Sink, ana: User) -> None:
    sink.refused = {ana.email}
    tell_of("First", ana)
    assert mail_what_is_due(Frequency.AT_ONCE) == 0
    assert Pause.objects.get().user == ana
    sink.refused = set()
    assert mail_what_is_due(Frequency.AT_ONCE) == 0
    assert ana.notifications.unread().count() == 1


@pytest.mark.parametrize("answer", ["450 4.2.0 Greylisted", "550 5.7.1 Blocked", "451 Later"])
def test_a_mail_server_that_refuses_for_now_or_for_the_sender_pauses_nothing(
    sink: Sink, ana: User, answer: str
) -> None:
    sink.refused, sink.refusal = {ana.email}, answer
    tell_of("First", ana)
    assert mail_what_is_due(Frequency.AT_ONCE) == 0
    assert not Pause.objects.exists()
    sink.refused = set()
    assert mail_what_is_due(Frequency.AT_ONCE) == 1


def test_a_new_address_is_not_paused_with_the_old_one(sink: Sink, ana: User) -> None:
    pause(user=ana, reason=Pause.Reason.BOUNCED)
    ana.email = "ana@elsewhere.example"
    ana.save()
    tell_of("First", ana)
    assert mail_what_is_due(Frequency.AT_ONCE) == 1
    assert "Mail me again" not in signed_in(ana).get("/en/inbox/").content.decode()


def test_a_late_bounce_of_an_old_address_does_not_pause_the_new_one(sink: Sink, ana: User) -> None:
    tell_of("First", ana)
    mail_what_is_due(Frequency.AT_ONCE)
    ana.email = "ana@elsewhere.example"
    ana.save()
    tell_of("Second", ana)
    mail_what_is_due(Frequency.AT_ONCE)
    old, new = sink.senders
    receive(bounce("postmaster@mail.hub.example"), old)
    assert not Pause.objects.exists()
    receive(bounce("postmaster@mail.hub.example"), new)  # of whomever it was passed on to
    assert Pause.objects.get().email == ana.email


def test_to_a_person_alone_belongs_the_button(ana: User) -> None:
    pause(user=ana, reason=Pause.Reason.COMPLAINED)
    signed_in(person("other")).post("/en/inbox/mail/resume/")
    assert Pause.objects.get().user == ana
