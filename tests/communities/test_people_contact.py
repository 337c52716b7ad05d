"""One member writes to another, who decides what comes; nobody sees an address that its owner did not give."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from lxml import html

from communities.correspondence.receiving import receive
from communities.notifications.models import Notification, Pause
from communities.notifications.pausing import pause, resume
from communities.notifications.services import tell as notify
from communities.people.contact import services
from communities.people.models import Block, Message, User
from communities.people.profiles.visibility import default_visibility
from communities.people.tasks import mail_waiting_messages
from tests.smtp import Sink

from .accounts import by_code
from .mails import MAILBOX, bounce
from .people import client_of, member, tell

pytestmark = pytest.mark.django_db
TEXT = "How did you find the leaks?"


@pytest.fixture
def ana() -> User:
    return member("ana")


@pytest.fixture
def bo() -> User:
    return member("bo")


def address(user: User, what: str = "contact", language: str = "en") -> str:
    return f"/{language}/people/{user.profile.public_id}/{what}/"


def write(sender: User, recipient: User, text: str = TEXT, **fields: str) -> Any:
    return client_of(sender).post(address(recipient), {"text": text, **fields}, follow=True)


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_message_goes_out_by_mail_and_its_words_are_kept_no_longer(ana: User, bo: User) -> None:
    answer = write(bo, ana)
    assert "is sent" in told(answer)
    [message] = mail.outbox
    assert message.to == [ana.email]
    assert message.reply_to == []
    assert TEXT in message.body
    assert f"/en/people/{bo.profile.public_id}/contact/" in message.body
    assert bo.email not in message.message().as_string()
    kept = Message.objects.get()
    assert (kept.text, kept.sent_at is not None) == ("", True)


def test_the_senders_address_goes_along_where_the_sender_says_so(ana: User, bo: User) -> None:
    write(bo, ana, may_answer="on")
    assert mail.outbox[0].reply_to == [bo.email]
    assert ana.email not in mail.outbox[0].body


@pytest.mark.parametrize(("language", "word"), [("fr", "/fr/people/"), ("es", "/es/people/"), ("ru", "/ru/people/")])
def test_the_mail_leads_to_pages_in_the_readers_language(ana: User, bo: User, language: str, word: str) -> None:
    ana.language = language
    ana.save()
    write(bo, ana)
    assert word in mail.outbox[0].body
    assert "/en/" not in mail.outbox[0].body


@pytest.mark.parametrize("end_of_line", ["\n", "\r\n", "\u2028"])
def test_a_name_cannot_add_a_header(ana: User, bo: User, end_of_line: str) -> None:
    User.objects.filter(pk=bo.pk).update(first_name=f"Bo{end_of_line}Bcc: x@spam.example")
    write(bo, ana, text="Subject: hello\nBcc: y@spam.example\n\nHello")
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert mail.outbox[0].recipients() == [ana.email]
    assert "\n" not in mail.outbox[0].subject


@pytest.mark.parametrize("text", ["", "   ", "x" * 3001, "null\x00"])
def test_what_cannot_be_sent_is_told_beside_the_field_and_kept(ana: User, bo: User, text: str) -> None:
    answer = write(bo, ana, text)
    assert answer.context["form"].errors["text"]
    assert text.strip().replace("\x00", "") in answer.content.decode()
    assert not mail.outbox


def test_lines_count_as_their_writer_counts_them(ana: User, bo: User) -> None:
    write(bo, ana, "line\r\n" * 599 + "end")  # 2,998 characters for its writer, 3,597 on the way
    assert len(mail.outbox) == 1


def test_the_eleventh_message_of_a_day_waits_for_tomorrow_and_is_not_lost(ana: User, bo: User) -> None:
    for number in range(10):
        assert "is sent" in told(write(bo, ana, f"Message {number}"))
    answer = write(bo, member("eva"), "The eleventh")
    assert answer.context["form"].non_field_errors()
    assert "The eleventh" in answer.content.decode()
    assert len(mail.outbox) == 10
    Message.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "is sent" in told(write(bo, ana, "The next day"))


def test_who_takes_no_messages_gets_none(ana: User, bo: User) -> None:
    tell(ana, takes_messages=False)
    reader = client_of(bo)
    assert address(ana) not in reader.get(ana.profile.get_absolute_url()).content.decode()
    assert "<textarea" not in reader.get(address(ana)).content.decode()
    answer = write(bo, ana)
    assert TEXT in answer.content.decode()
    assert not mail.outbox
    assert not Message.objects.exists()


def test_who_is_blocked_cannot_write_and_reads_what_everybody_reads_who_cannot(ana: User, bo: User) -> None:
    client_of(ana).post(address(bo, "block"), {"kind": "blocked"})
    refused = client_of(bo).get(address(ana)).content
    write(bo, ana)
    assert not mail.outbox
    Block.objects.all().delete()
    tell(ana, takes_messages=False)

    def without_token(page: bytes) -> list[str]:
        return [line for line in page.decode().splitlines() if "csrf" not in line]

    assert without_token(client_of(bo).get(address(ana)).content) == without_token(refused)


def test_who_was_muted_may_write_but_is_not_heard_in_threads(ana: User, bo: User) -> None:
    client_of(ana).post(address(bo, "block"), {"kind": "muted"})
    write(bo, ana)
    assert len(mail.outbox) == 1
    for kind in ("reply", "asked"):
        notify(users=[ana], kind=kind, about=f"{kind}:1", path="hubs/", actor=bo, title="Leaks")
    assert [each.kind for each in Notification.objects.filter(user=ana)] == ["asked"]


def test_a_block_is_listed_changed_and_taken_back(ana: User, bo: User) -> None:
    client = client_of(ana)
    for kind in ("muted", "blocked"):
        client.post(address(bo, "block"), {"kind": kind})
    assert Block.objects.get().kind == "blocked"
    User.objects.filter(pk=bo.pk).update(is_active=False)  # a page that is gone must not keep the block for ever
    assert "Bo Ruiz" in client.get("/en/people/me/blocked/").content.decode()
    client.post(address(bo, "block"), {"kind": ""})
    assert not Block.objects.exists()


def test_nobody_takes_back_the_block_of_another(ana: User, bo: User) -> None:
    client_of(ana).post(address(bo, "block"), {"kind": "blocked"})
    client_of(member("eva")).post(address(bo, "block"), {"kind": ""})
    assert Block.objects.count() == 1


class Away(EmailBackend):
    def send_messages(self, *args: Any) -> int:
        raise ConnectionRefusedError


def test_a_double_click_writes_once(ana: User, bo: User) -> None:
    client = client_of(bo)
    page = client.get(address(ana)).content.decode()
    sent = {"text": TEXT, "token": re.search(r'name="token" value="([^"]+)"', page)[1]}  # type: ignore[index]
    for _click in range(2):
        assert "is sent" in told(client.post(address(ana), sent, follow=True))
    assert len(mail.outbox) == Message.objects.count() == 1
    assert "is sent" in told(client.post(address(member("eva")), sent, follow=True))  # a form of its own
    assert len(mail.outbox) == 2


def test_a_second_click_while_the_first_is_at_the_mail_server_is_told_so(ana: User, bo: User) -> None:
    token = str(uuid4())
    services.write(sender=bo, recipient=ana, text=TEXT, may_answer=False, token=UUID(token))
    Message.objects.update(claimed_at=timezone.now())
    assert "on its way" in told(write(bo, ana, token=token))
    assert not mail.outbox


def test_what_the_mail_server_does_not_take_is_kept_told_and_sent_later(ana: User, bo: User, settings: Any) -> None:
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{Away.__module__}.Away"
    answer = write(bo, ana)
    assert "kept" in told(answer)
    assert Message.objects.get().text == TEXT
    assert mail_waiting_messages.call() == 0
    settings.EMAIL_BACKEND = backend
    assert [mail_waiting_messages.call() for _round in range(2)] == [1, 0]
    assert [message.to for message in mail.outbox] == [[ana.email]]


@pytest.mark.parametrize("change", ["sender is suspended", "recipient is suspended", "blocked"])
def test_what_waits_goes_no_more_where_it_is_not_wanted_any_more(ana: User, bo: User, change: str) -> None:
    services.write(sender=bo, recipient=ana, text=TEXT, may_answer=False)
    if change == "blocked":
        services.block(user=ana, other=bo, kind=Block.Kind.BLOCKED)
    else:
        User.objects.filter(pk=(bo if change.startswith("sender") else ana).pk).update(is_active=False)
    assert mail_waiting_messages.call() == 0
    assert not mail.outbox


def test_two_who_set_out_to_mail_the_same_send_it_once(ana: User, bo: User) -> None:
    message = services.write(sender=bo, recipient=ana, text=TEXT, may_answer=False)
    Message.objects.update(claimed_at=timezone.now())
    assert not services.deliver(message)
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    assert services.deliver(message)
    assert not services.deliver(message)
    assert len(mail.outbox) == 1


def test_who_hides_the_own_page_gives_an_address_or_could_not_be_answered(ana: User, bo: User) -> None:
    tell(bo, visibility=default_visibility() | {"page": "nobody"})
    answer = write(bo, ana)
    assert answer.context["form"].errors["may_answer"]
    write(bo, ana, may_answer="on")
    assert bo.profile.public_id not in mail.outbox[0].body


@pytest.mark.parametrize("what", ["contact", "block"])
def test_visitors_sign_in_first_and_nobody_writes_to_who_cannot_be_seen(ana: User, bo: User, what: str) -> None:
    assert Client().post(address(ana, what), {"kind": "blocked"})["Location"].startswith("/en/accounts/login/")
    own = client_of(ana)
    assert own.post(address(ana, what), {"kind": "blocked", "text": TEXT}).status_code == 404
    tell(ana, visibility=default_visibility() | {"page": "nobody"})
    assert client_of(bo).post(address(ana, what), {"kind": "blocked", "text": TEXT}).status_code == 404
    assert not mail.outbox


def test_a_visitor_is_led_through_the_door_to_the_message_and_offered_no_block(ana: User, bo: User) -> None:
    tell(ana, visibility=default_visibility() | {"page": "public"})
    visitor = Client()
    page = visitor.get(ana.profile.get_absolute_url()).content.decode()
    assert "/block/" not in page
    assert "csrf" not in page
    [door] = html.document_fromstring(page).xpath("//a[text()='Sign in to write a message']/@href")
    path, _, following = door.partition("?next=")
    came_in = by_code(visitor, bo, path, next=unquote(following))
    assert came_in["Location"] == address(ana)
    assert visitor.get(came_in["Location"]).status_code == 200


def test_a_visitor_is_not_led_to_who_takes_no_messages(ana: User) -> None:
    tell(ana, visibility=default_visibility() | {"page": "public"}, takes_messages=False)
    assert "/contact/" not in Client().get(ana.profile.get_absolute_url()).content.decode()


def test_what_was_tried_for_days_ends_its_words_are_forgotten_and_its_sender_told(
    ana: User, bo: User, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{Away.__module__}.Away"
    write(bo, ana)
    Message.objects.update(created_at=timezone.now() - timedelta(days=4))
    assert mail_waiting_messages.call() == 0
    assert (Message.objects.get().text, bo.notifications.count()) == (TEXT, 0)
    Message.objects.update(created_at=timezone.now() - timedelta(days=6))
    assert [mail_waiting_messages.call() for _round in range(2)] == [0, 0]
    assert Message.objects.get().text == ""
    [told] = bo.notifications.all()
    assert "Ana Ruiz" in str(told)
    assert told.url_in("fr") == f"/fr/people/{ana.profile.public_id}/"


def test_a_message_to_an_address_that_takes_no_mail_waits_for_its_owner(ana: User, bo: User) -> None:
    pause(user=ana, reason=Pause.Reason.BOUNCED)
    assert "kept" in told(write(bo, ana))
    assert (mail_waiting_messages.call(), mail.outbox) == (0, [])
    resume(user=ana)
    assert mail_waiting_messages.call() == 1


def test_a_message_that_is_refused_or_comes_back_pauses_the_address(
    ana: User, bo: User, settings: Any, sink: Sink
) -> None:
    settings.INBOUND_ADDRESS = MAILBOX
    write(bo, ana)
    assert sink.mails[0]["From"] == settings.DEFAULT_FROM_EMAIL
    receive(bounce("postmaster@mail.hub.example"), sink.senders[0])
    assert Pause.objects.get().user == ana
    resume(user=ana)
    sink.refused = {ana.email}
    write(bo, ana)
    assert Pause.objects.get().user == ana
    assert Message.objects.get(sent_at=None).text == TEXT
