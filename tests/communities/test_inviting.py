"""Facilitators invite by mail or by a link; who comes is in, whatever the hub's mode."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.correspondence.receiving import receive
from communities.hubs.inviting import AT_MOST, UsedUp, accept, mail_invitations
from communities.hubs.models import Hub, Invitation
from communities.moderation.models import ModerationLogEntry
from communities.notifications.models import Pause
from communities.notifications.pausing import pause, resume
from hub.clock import PERIODIC_TASKS
from tests.commits import committed
from tests.smtp import Sink, smtp_sink

from .hubs import HUB, hub, member_of, person, signed_in
from .mails import MAILBOX, bounce
from .test_joining import ask_for_code, code_in, type_in

pytestmark = pytest.mark.django_db
NEW = "ana@utility.example"


@pytest.fixture
def facilitator() -> Any:
    hidden = hub(visibility=Hub.Visibility.HIDDEN, joining=Hub.Joining.BY_INVITATION)
    return member_of(hidden, "facilitator", role="facilitator", language="ru", first_name="Вера", last_name="Котова")


def invite(facilitator: Any, email: str = NEW) -> Any:
    with committed():
        return signed_in(facilitator).post(f"/en/hubs/{HUB}/invite/", {"email": email})


def test_an_invitation_by_mail_leads_a_newcomer_into_a_hidden_hub(client: Client, facilitator: Any) -> None:
    invite(facilitator)
    [sent] = mail.outbox
    assert (sent.to, "Вера Котова" in sent.subject) == ([NEW], True)
    [address] = [line for line in str(sent.body).splitlines() if "/invited/" in line]
    path = address[address.index("/ru/") :]
    asked = ask_for_code(client, address=path)
    arrived = type_in(client, asked["Location"], code_in(mail.outbox[1]))  # type: ignore[arg-type]
    home = client.get(arrived["Location"], follow=True)
    assert home.redirect_chain[-1][0] == f"/ru/hubs/{HUB}/"
    assert home.context["standing"].is_member
    assert Client().get(path).status_code == 404  # it is used up


def test_the_password_leads_into_the_hub_too(client: Client, facilitator: Any) -> None:
    path = path_of(link(facilitator))
    assert f'/en/accounts/login/?next={path}"' in client.get(path).content.decode()


def test_who_is_signed_in_accepts_with_one_press(facilitator: Any) -> None:
    link = signed_in(facilitator).post(f"/en/hubs/{HUB}/invite/link/").context["url"]
    path = link[link.index("/en/") :]
    for name in ("ana", "ben"):  # a link is for many
        client = signed_in(person(name))
        assert client.get(path).status_code == 200
        assert client.post(path)["Location"] == f"/en/hubs/{HUB}/"
        assert client.get(f"/en/hubs/{HUB}/").status_code == 200
    again = signed_in(facilitator).post(f"/en/hubs/{HUB}/invite/link/").context["url"]
    assert again == link


def test_an_invitation_ends_after_a_month(facilitator: Any) -> None:
    invite(facilitator)
    invitation = Invitation.objects.get()
    Invitation.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert_ended(Client().get(path_of(invitation)))


def assert_ended(answer: Any) -> None:
    """Says what became of it, and nothing of the hub."""
    page = answer.content.decode()
    assert (answer.status_code, "Ask who invited you" in page) == (404, True)
    assert str(hub(visibility=Hub.Visibility.HIDDEN)) not in page


def test_who_used_an_invitation_is_led_on_and_everybody_else_told_that_it_has_ended(facilitator: Any) -> None:
    invite(facilitator)
    invitation, ana = Invitation.objects.get(), person("ana")
    accept(invitation=invitation, user=ana)
    for somebody in (ana, facilitator):
        assert signed_in(somebody).get(path_of(invitation))["Location"] == f"/en/hubs/{HUB}/"
    assert_ended(Client().get(path_of(invitation)))
    assert_ended(signed_in(person("ben")).get(path_of(invitation)))
    ana.memberships.update(state="removed")  # the hub is hidden, and hers no more
    assert_ended(signed_in(ana).get(path_of(invitation)))


def test_an_invitation_that_ends_while_its_reader_signs_in_says_so(client: Client, facilitator: Any) -> None:
    made = link(facilitator)
    asked = ask_for_code(client, address=path_of(made))
    Invitation.objects.all().delete()
    arrived = type_in(client, asked["Location"], code_in(mail.outbox[0]))  # type: ignore[arg-type]
    page = client.get(arrived["Location"])
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]
    assert_ended(page)


def test_inviting_the_same_address_again_makes_no_second_invitation(facilitator: Any) -> None:
    for email in (NEW, NEW.upper()):
        invite(facilitator, email)
    assert Invitation.objects.count() == 1


def test_a_hub_waits_for_so_many_and_no_more(facilitator: Any) -> None:
    here = facilitator.memberships.get().hub
    Invitation.objects.bulk_create(
        Invitation(hub=here, email=f"a{number}@b.example", invited_by=facilitator) for number in range(AT_MOST)
    )
    answer = invite(facilitator)
    assert (NEW in answer.content.decode(), bool(answer.context["form"].errors["email"])) == (True, True)
    assert Invitation.objects.count() == AT_MOST
    assert not mail.outbox


def test_an_account_is_invited_in_its_own_language(facilitator: Any) -> None:
    person("ana", language="fr")
    invite(facilitator, NEW.upper())
    [sent] = mail.outbox
    assert "/fr/hubs/" in sent.body
    assert "/ru/" not in sent.body


@pytest.mark.parametrize("email", ["", "nobody", "a@b.example\nBcc: c@d.example", "a" * 300 + "@b.example"])
def test_what_is_no_address_is_told_and_kept(facilitator: Any, email: str) -> None:
    answer = invite(facilitator, email)
    assert answer.context["form"].errors["email"]
    assert not Invitation.objects.exists()


def path_of(invitation: Invitation) -> str:
    return invitation.get_absolute_url()


def link(facilitator: Any) -> Invitation:
    signed_in(facilitator).post(f"/en/hubs/{HUB}/invite/link/")
    return Invitation.objects.get(email="")


def test_of_two_who_come_with_one_mailed_invitation_the_first_is_let_in(facilitator: Any) -> None:
    invite(facilitator)
    invitation, second = Invitation.objects.get(), person("ben")
    accept(invitation=invitation, user=person("ana"))
    with pytest.raises(UsedUp):
        accept(invitation=invitation, user=second)  # whose form was open meanwhile
    assert not second.memberships.exists()
    assert signed_in(second).post(path_of(invitation)).status_code == 404


def test_who_was_removed_only_asks_with_the_link_and_comes_back_with_a_new_invitation(facilitator: Any) -> None:
    here = facilitator.memberships.get().hub
    ana = member_of(here, "ana", state="removed")
    signed_in(ana).post(path_of(link(facilitator)))
    assert ana.memberships.get().state == "asked"
    assert facilitator.notifications.get().kind == "asked"
    ana.memberships.update(state="removed")
    invite(facilitator, ana.email)
    signed_in(ana).post(path_of(Invitation.objects.get(email=ana.email)))
    assert ana.memberships.get().state == "active"


def test_an_invitation_ends_when_the_person_is_removed(facilitator: Any) -> None:
    here = facilitator.memberships.get().hub
    ana = member_of(here, "ana")
    invite(facilitator, ana.email)
    signed_in(facilitator).post(f"/en/hubs/{HUB}/members/{ana.memberships.get().pk}/", {"act": "remove"})
    assert not Invitation.objects.exists()


def test_facilitators_see_who_was_invited_and_withdraw_it(facilitator: Any) -> None:
    client, made = signed_in(facilitator), link(facilitator)
    assert list(client.get(f"/en/hubs/{HUB}/invite/").context["invitations"]) == [made]
    assert client.post(f"/en/hubs/{HUB}/invitations/{made.pk}/withdraw/").status_code == 302
    assert Client().get(path_of(made)).status_code == 404
    assert client.post(f"/en/hubs/{HUB}/invitations/{made.pk}/withdraw/").status_code == 302  # a double click
    acts = ModerationLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["hubs.invite-link", "hubs.withdraw"]


def test_members_see_nothing_of_invitations(facilitator: Any) -> None:
    here = facilitator.memberships.get().hub
    invite(facilitator)
    member = signed_in(member_of(here))
    assert NEW not in member.get(f"/en/hubs/{HUB}/members/").content.decode()
    assert member.get(f"/en/hubs/{HUB}/invite/").status_code == 403


def test_an_invitation_that_no_server_takes_goes_out_when_one_is_there_again(
    facilitator: Any, settings: Any, port: int
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    assert invite(facilitator).status_code == 302
    assert mail_invitations.call() == 0
    with smtp_sink(port) as sink:
        assert [mail_invitations.call() for _round in range(2)] == [1, 0]
    assert [message["To"] for message in sink.mails] == [NEW]
    assert Invitation.objects.get().sent_at


def test_the_worker_looks_after_them() -> None:
    assert mail_invitations in [task for _seconds, task in PERIODIC_TASKS]


def test_an_address_is_mailed_once_a_day_however_often_it_is_invited(facilitator: Any) -> None:
    for _press in range(3):
        invite(facilitator)
    assert len(mail.outbox) == 1
    Invitation.objects.update(sent_at=timezone.now() - timedelta(hours=25))
    invite(facilitator)
    assert len(mail.outbox) == 2


def test_a_link_that_nobody_was_mailed_is_mailed_to_nobody(facilitator: Any) -> None:
    signed_in(facilitator).post(f"/en/hubs/{HUB}/invite/link/")
    assert mail_invitations.call() == 0


def test_an_address_that_takes_no_mail_gets_the_invitation_when_its_owner_says_so(facilitator: Any) -> None:
    ana = person("ana")
    pause(user=ana, reason=Pause.Reason.BOUNCED)
    invite(facilitator, "Ana@utility.example")
    assert mail.outbox == []
    resume(user=ana)
    assert mail_invitations.call() == 1


def test_who_invites_an_address_that_no_server_takes_is_told(facilitator: Any, sink: Sink) -> None:
    sink.refused = {NEW}
    invite(facilitator)
    assert mail_invitations.call() == 0
    assert NEW in str(facilitator.notifications.get())
    assert not Invitation.objects.open().exists()


def test_a_server_that_wants_to_be_asked_again_is_asked_again(facilitator: Any, sink: Sink) -> None:
    sink.refused, sink.refusal = {NEW}, "450 4.2.0 Greylisted"
    invite(facilitator)
    sink.refused = set()
    assert mail_invitations.call() == 1


def test_an_invitation_that_comes_back_pauses_the_account_that_has_the_address(
    facilitator: Any, sink: Sink, settings: Any
) -> None:
    settings.INBOUND_ADDRESS = MAILBOX
    ana = person("ana")
    invite(facilitator)
    receive(bounce("postmaster@mail.hub.example"), sink.senders[0])
    assert Pause.objects.get().user == ana
