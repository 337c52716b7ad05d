"""Redis being away loses nothing: people come in, ask, answer, are told and find each other all the same."""

from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from communities.correspondence.receiving import receive
from communities.discussions.models import Post
from communities.hubs.models import Membership
from communities.notifications.mailing import mail_what_is_due
from communities.people.models import User
from tests.commits import committed

from .discussions import LIST, answer, question
from .hubs import HUB, hub, member_of, signed_in
from .mails import MAILBOX, raw_mail, reply_to
from .test_joining import code_in, type_in

pytestmark = pytest.mark.django_db
NEW = "newcomer@utility.example"


@pytest.fixture(autouse=True)
def redis_away(settings: Any, port: int) -> None:
    """Its address is configured, and nobody answers there."""
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "hub.cache.ForgivingRedisCache", "LOCATION": f"redis://127.0.0.1:{port}/0"}
    }
    cache.set("anything", 1)
    assert cache.get("anything") is None


def test_a_newcomer_joins_by_mail_and_code(client: Client) -> None:
    asked = client.post(f"/en/hubs/{HUB}/join/", {"email": NEW})
    type_in(client, asked["Location"], code_in(mail.outbox[-1]))
    assert Membership.objects.inside().filter(user=User.objects.get(email=NEW), hub=hub()).exists()


def test_what_is_asked_and_answered_is_posted_and_read() -> None:
    member = signed_in(member_of(hub(), "ana"))
    form = member.get(f"{LIST}new/").context["form"]
    sent = {"body": "How do you find leaks?", "language": "en", "token": str(form["token"].value())}
    with committed():
        thread = member.post(f"{LIST}new/", sent)["Location"]
    assert "How do you find leaks?" in Client().get(thread).content.decode()
    reply = {"body": "At night.", "language": "en", "token": str(member.get(thread).context["form"]["token"].value())}
    member.post(thread, reply)
    assert Post.objects.filter(body="At night.").count() == 1
    assert "At night." in Client().get(thread).content.decode()


def test_members_are_told_in_the_inbox_and_by_mail() -> None:
    asker = member_of(hub(), "asker")
    with committed():
        answer(question(hub(), asker), member_of(hub(), "ben"))
    assert [each.kind for each in asker.notifications.all()] == ["reply"]
    mail_what_is_due("at_once")
    assert asker.email in [address for sent in mail.outbox for address in sent.to]
    assert signed_in(asker).get("/en/inbox/").status_code == 200


@pytest.mark.parametrize(
    "path", ["hubs/", f"hubs/{HUB}/", f"hubs/{HUB}/members/", "people/", "people/me/", "accounts/"]
)
def test_pages_of_the_communities_are_there(path: str) -> None:
    assert signed_in(member_of(hub(), "ana")).get(f"/en/{path}").status_code == 200


def test_what_is_typed_while_nobody_is_signed_in_is_kept(client: Client) -> None:
    form = client.get(f"{LIST}new/").context["form"]
    sent = {"body": "Kept all the same?", "language": "en", "token": str(form["token"].value())}
    client.post(f"{LIST}new/", sent)
    client.force_login(member_of(hub(), "ana"))
    assert "Kept all the same?" in client.get(f"{LIST}new/").content.decode()


def test_a_mail_from_another_mailbox_is_refused_and_does_not_come_back(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX
    ana = member_of(hub(), "ana")
    thread = question(hub(), ana)
    assert receive(raw_mail("ana@elsewhere.example", reply_to(thread, ana))) is None
    assert ["ana@elsewhere.example" in sent.body for sent in mail.outbox] == [True]
    assert thread.posts.count() == 1
