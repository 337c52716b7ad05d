"""Mails become posts under the rules of the page; what does not is answered to its writer, and to nobody else."""

import io
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import OperationalError

from communities.correspondence.receiving import receive
from communities.discussions import services
from communities.discussions.models import Post, Thread
from communities.hubs.models import Hub, Membership
from communities.notifications.addresses import address_for, read_address
from communities.notifications.models import Pause
from communities.notifications.pausing import pause
from communities.people.models import User
from tests.smtp import Sink

from .discussions import fill, pump, question
from .hubs import hub, member_of, person, signed_in
from .mails import MAILBOX, answered, ask_at, bounce, raw_mail, reply_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX


@pytest.fixture
def ana(db: None) -> User:
    return member_of(hub(), "ana", language="fr")


@pytest.fixture
def thread(ana: User) -> Thread:
    return question(hub(), member_of(hub(), "ben"))


def told() -> str:
    """What the only answer says, and that it went to the account's own address."""
    [message] = mail.outbox
    assert message.to == ["ana@utility.example"]
    assert message.extra_headers["Auto-Submitted"] == "auto-replied"
    return message.body


def test_an_answer_by_mail_is_a_post_of_its_writer_in_the_thread(ana: User, thread: Thread) -> None:
    post = answered(thread, ana, "We listen at the valves.\n\n- by *night*")
    assert post == thread.posts.get(number=2)
    assert (post.author, post.language, post.body) == (ana, "fr", "We listen at the valves.\n\n- by *night*")
    assert mail.outbox == []


def test_a_mail_to_the_hubs_address_starts_a_thread_with_its_subject_as_title(ana: User) -> None:
    post = receive(
        raw_mail(ana.email, ask_at(hub(), ana), "How do you find leaks?", subject="Re: Fwd: Leaks at night")
    )
    assert post is not None
    assert (post.thread.hub, post.thread.title, post.body) == (hub(), "Leaks at night", "How do you find leaks?")


@pytest.mark.parametrize("subject", ["", "Re:"])
def test_without_a_subject_the_first_line_is_the_title(ana: User, subject: str) -> None:
    post = receive(raw_mail(ana.email, ask_at(hub(), ana), "How do you find leaks? We do not.", subject=subject))
    assert post is not None
    assert post.thread.title == "How do you find leaks?"


def test_a_member_sees_the_address_on_the_hubs_home_and_others_do_not(ana: User, settings: Any) -> None:
    page = f"/en/hubs/{hub().key}/"
    assert ask_at(hub(), ana) in signed_in(ana).get(page).content.decode()
    assert MAILBOX.split("@")[1] not in signed_in(person("outsider")).get(page).content.decode()
    settings.INBOUND_ADDRESS = ""
    assert "mailto:" not in signed_in(ana).get(page).content.decode()


def test_the_same_message_brought_twice_is_one_post(ana: User, thread: Thread) -> None:
    raw = raw_mail(ana.email, reply_to(thread, ana))
    assert receive(raw) == receive(raw)
    asked = raw_mail(ana.email, ask_at(hub(), ana))
    assert receive(asked) == receive(asked)
    assert Post.objects.filter(author=ana).count() == 2


def test_a_message_without_an_id_brought_twice_is_one_post(ana: User, thread: Thread) -> None:
    lines = raw_mail(ana.email, reply_to(thread, ana)).splitlines(keepends=True)
    raw = b"".join(line for line in lines if not line.startswith(b"Message-ID"))
    assert receive(raw) == receive(raw)
    assert thread.posts.count() == 2


def test_a_mail_server_pipes_it_to_the_command(ana: User, thread: Thread, monkeypatch: Any) -> None:
    """With the address that the envelope names, as where it was sent to a list of several."""
    raw = raw_mail(ana.email, "somebody@else.example")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("receive_mail", reply_to(thread, ana))
    assert thread.posts.count() == 2


def test_while_the_database_is_away_the_mail_server_keeps_the_mail(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw_mail("a@b.example", "c@d.example"))))

    def away(*args: object) -> None:
        raise OperationalError

    monkeypatch.setattr("communities.correspondence.management.commands.receive_mail.receive", away)
    with pytest.raises(SystemExit) as ended:
        call_command("receive_mail")
    assert ended.value.code == 75


@pytest.mark.parametrize(
    "header",
    [
        {"Auto_Submitted": "auto-replied (vacation)"},
        {"Auto_Submitted": "auto-generated; owner-token=x"},
        {"Precedence": "bulk"},
        {"List_Id": "<list.utility.example>"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"message_id": "<post-1@localhost>"},
    ],
)
def test_what_a_machine_wrote_is_neither_posted_nor_answered(
    ana: User, thread: Thread, header: dict[str, str]
) -> None:
    assert answered(thread, ana, **header) is None  # type: ignore[arg-type]
    assert (thread.posts.count(), mail.outbox) == (1, [])


def test_a_person_says_no_in_auto_submitted(ana: User, thread: Thread) -> None:
    assert answered(thread, ana, Auto_Submitted="no")


def test_a_person_may_have_a_mailbox_on_the_sites_own_host(ana: User, thread: Thread) -> None:
    assert answered(thread, ana, message_id="<178.1234@localhost>")


def test_from_another_mailbox_it_is_refused_and_the_address_itself_is_told(ana: User, thread: Thread) -> None:
    assert receive(raw_mail("mallory@elsewhere.example", reply_to(thread, ana))) is None
    assert "mallory@elsewhere.example" in told()
    assert thread.posts.count() == 1


def test_who_holds_an_address_of_another_does_not_fill_his_mailbox(ana: User, thread: Thread) -> None:
    for _mail in range(5):
        receive(raw_mail("mallory@elsewhere.example", reply_to(thread, ana)))
    assert len(mail.outbox) == 3
    closed(ana, thread)
    answered(thread, ana)  # what ana does herself is answered all the same
    assert len(mail.outbox) == 4


def test_an_address_that_takes_no_mail_gets_no_answer(ana: User, thread: Thread) -> None:
    pause(user=ana, reason=Pause.Reason.BOUNCED)
    closed(ana, thread)
    assert answered(thread, ana) is None
    assert mail.outbox == []


def test_an_answer_that_comes_back_pauses_the_address(ana: User, thread: Thread, sink: Sink) -> None:
    closed(ana, thread)
    answered(thread, ana)
    receive(bounce("postmaster@mail.hub.example"), sink.senders[0])
    assert Pause.objects.get().user == ana


def test_the_address_is_compared_in_any_case(ana: User, thread: Thread) -> None:
    assert receive(raw_mail("Ana@Utility.EXAMPLE", reply_to(thread, ana).upper()))


def left(ana: User, thread: Thread) -> None:
    Membership.objects.filter(user=ana).delete()


def suspended(ana: User, thread: Thread) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)


def closed(ana: User, thread: Thread) -> None:
    services.arrange(thread=thread, is_closed=True)


def shut_out(ana: User, thread: Thread) -> None:
    left(ana, thread)
    hub(visibility="hidden")


def deleted(ana: User, thread: Thread) -> None:
    thread.delete()


def filled(ana: User, thread: Thread) -> None:
    fill(thread, ana, 40)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (left, "not a member"),
        (suspended, "suspended"),
        (closed, "closed"),
        (shut_out, "not there any more"),
        (deleted, "not there any more"),
        (filled, "within an hour"),
    ],
)
def test_who_may_not_write_now_is_told_why(ana: User, thread: Thread, settings: Any, change: Any, reason: str) -> None:
    User.objects.filter(pk=ana.pk).update(language="en")
    settings.POSTS_PER_HOUR = 30
    raw = raw_mail(ana.email, reply_to(thread, ana))
    change(ana, thread)
    before = Post.objects.count()
    assert receive(raw) is None
    assert reason in told()
    assert Post.objects.count() == before


def test_what_a_hidden_hub_is_called_is_not_told_to_who_left_it(ana: User, thread: Thread) -> None:
    here: Hub = hub(visibility="hidden")
    Membership.objects.filter(user=ana).delete()
    for address in (reply_to(thread, ana), ask_at(here, ana)):
        mail.outbox.clear()
        assert receive(raw_mail(ana.email, address)) is None
        assert str(here) not in told()


@pytest.mark.parametrize("text", ["", "   \n\n", "-- \nAna Ruiz\nEngineer", "x" * 20_001])
def test_nothing_to_post_or_far_too_much_is_told_to_its_writer(ana: User, thread: Thread, text: str) -> None:
    raw = raw_mail(ana.email, reply_to(thread, ana), f"{text}\n\nOn 22 Nov 2026, Headwaters <{MAILBOX}> wrote:\n> x\n")
    assert receive(raw) is None
    assert told()


def test_an_address_that_has_ended_takes_nothing(ana: User, thread: Thread, settings: Any) -> None:
    settings.INBOUND_ADDRESS_DAYS = -1
    assert answered(thread, ana) is None
    assert "inbox/" in told()


def test_a_larger_mail_than_mail_services_take_is_refused(ana: User, thread: Thread) -> None:
    assert answered(thread, ana, "long words\n" * 2_500_000) is None
    assert "25" in told()


def test_the_answer_to_a_refused_mail_is_in_its_writers_language(ana: User, thread: Thread) -> None:
    closed(ana, thread)
    answered(thread, ana)
    assert f"/fr/hubs/{hub().key}/discussions/{thread.pk}/" in told()


def with_files(ana: User, thread: Thread, *files: SimpleUploadedFile) -> bytes:
    mail = EmailMessage("Re: leaks", "See the plan.", ana.email, [reply_to(thread, ana)])
    for file in files:
        mail.attach(file.name, file.read(), file.content_type)
    return mail.message().as_bytes()


def test_files_that_came_along_are_attached_once_however_often_the_mail_is_brought(ana: User, thread: Thread) -> None:
    raw = with_files(ana, thread, pump("Насос.png"))
    post, again = receive(raw), receive(raw)
    assert post is not None
    assert post == again
    assert (post.body, [file.name for file in post.files.all()]) == ("See the plan.", ["Насос.webp"])
    assert mail.outbox == []


def test_of_files_that_are_left_out_the_sender_is_told_which_and_why(ana: User, thread: Thread) -> None:
    post = receive(with_files(ana, thread, pump("plan.pdf", b"%PDF, it says"), pump("good.png")))
    assert post is not None
    assert [file.name for file in post.files.all()] == ["good.webp"]
    assert "plan.pdf" in told()
    assert f"discussions/{thread.pk}/" in told()


def test_an_address_is_the_persons_own_and_short_enough_for_every_mail_server(ana: User, thread: Thread) -> None:
    address = reply_to(Thread(pk=2**40), User(pk=2**31))
    assert len(address.partition("@")[0]) <= 64
    assert read_address(address).user_pk == 2**31  # type: ignore[union-attr]
    assert reply_to(thread, ana) != reply_to(thread, person("other"))


@pytest.mark.parametrize(
    "forge",
    [
        lambda address: address.replace("+r", "+a"),
        lambda address: address.replace("mail.hub.example", "evil.example"),
        lambda address: address[:10] + "z" + address[11:],
        lambda address: MAILBOX,
        lambda address: "reply+@mail.hub.example",
        lambda address: "reply+r----@mail.hub.example",
        lambda address: "reply+rи-1-1-я@mail.hub.example",
        lambda address: "@" * 500,
        lambda address: "",
    ],
)
def test_a_forged_address_is_nobodys(ana: User, thread: Thread, forge: Any) -> None:
    assert read_address(forge(reply_to(thread, ana))) is None


def test_a_key_that_was_replaced_still_opens_the_addresses_made_with_it(
    ana: User, thread: Thread, settings: Any
) -> None:
    address = reply_to(thread, ana)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    assert read_address(address)
    settings.SECRET_KEY_FALLBACKS = []
    assert read_address(address) is None


def test_without_a_mailbox_there_are_no_addresses(ana: User, settings: Any) -> None:
    settings.INBOUND_ADDRESS = ""
    assert address_for("r", ana, 1) == ""  # type: ignore[arg-type]
    assert read_address("+r1-1-1-x@") is None
