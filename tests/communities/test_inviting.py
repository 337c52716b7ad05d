"""Facilitators invite by mail or by a link; who comes is in, whatever the hub's mode."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.hubs.inviting import AT_MOST
from communities.hubs.models import Hub, Invitation
from tests.commits import committed

from .hubs import HUB, hub, member_of, person, signed_in
from .test_joining import code_in, type_in

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
    asked = client.post(path, {"email": NEW, "next": f"/ru/hubs/{HUB}/"})
    arrived = type_in(client, asked["Location"], code_in(mail.outbox[1]))  # type: ignore[arg-type]
    assert client.get(arrived["Location"]).context["standing"].is_member
    assert Client().get(path).status_code == 404  # it is used up


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
    assert Client().get(invitation.get_absolute_url()).status_code == 404


def test_inviting_the_same_address_again_makes_no_second_invitation(facilitator: Any) -> None:
    for email in (NEW, NEW.upper()):
        invite(facilitator, email)
    assert Invitation.objects.count() == 1


def test_a_hub_waits_for_so_many_and_no_more(facilitator: Any) -> None:
    here = facilitator.memberships.get().hub
    Invitation.objects.bulk_create(
        Invitation(hub=here, email=f"a{number}@b.example", invited_by=facilitator) for number in range(AT_MOST)
    )
    invite(facilitator)
    assert Invitation.objects.count() == AT_MOST
    assert not mail.outbox


@pytest.mark.parametrize("email", ["", "nobody", "a@b.example\nBcc: c@d.example", "a" * 300 + "@b.example"])
def test_what_is_no_address_is_told_and_kept(facilitator: Any, email: str) -> None:
    answer = invite(facilitator, email)
    assert answer.context["form"].errors["email"]
    assert not Invitation.objects.exists()
