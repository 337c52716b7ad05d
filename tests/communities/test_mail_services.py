"""What a mail service posts to the site: a mail that came in, and what became of those that went out."""

import base64
import json
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import include, path

from communities.correspondence.urls import hooks_of
from communities.notifications.models import Pause
from communities.people.models import User
from hub.settings.mail import inbound_address, service_backend
from hub.urls import urlpatterns

from .discussions import question
from .hubs import hub, member_of, person
from .mails import MAILBOX, raw_mail, reply_to

pytestmark = pytest.mark.django_db
SECRET = "hooks:a-long-secret"


@pytest.fixture(autouse=True)
def postmark(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    addresses = ModuleType("addresses")
    hooks = path("mail/", include((hooks_of("postmark", SECRET), "anymail")))
    addresses.urlpatterns = [hooks, *urlpatterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = addresses


def post(what: str, told: dict[str, Any], secret: str = SECRET) -> int:
    credentials = base64.b64encode(secret.encode()).decode()
    answer = Client(headers={"authorization": f"Basic {credentials}"}).post(
        f"/mail/postmark/{what}/", json.dumps(told), content_type="application/json"
    )
    return answer.status_code


def inbound(user: User, to: str) -> dict[str, Any]:
    raw = raw_mail(user.email, "list@elsewhere.example", "Мы слушаем.").decode()
    return {"RecordType": "Inbound", "RawEmail": raw, "OriginalRecipient": to, "Headers": []}


def test_a_mail_that_a_service_posts_is_posted() -> None:
    ana = member_of(hub(), "ana")
    thread = question(hub(), ana)
    assert post("inbound", inbound(ana, reply_to(thread, ana))) == 200
    assert thread.posts.get(number=2).body == "Мы слушаем."


def with_file(user: User, to: str, size: int) -> dict[str, Any]:
    """As a service posts it that takes mails apart."""
    content = base64.b64encode(b"Plan " * (size // 5)).decode()
    file = {"Name": "plan.txt", "Content": content, "ContentType": "text/plain", "ContentLength": size}
    headers = [{"Name": "Message-ID", "Value": "<1@utility.example>"}]
    told = {"RecordType": "Inbound", "OriginalRecipient": to, "FromFull": {"Email": user.email}, "Headers": headers}
    return told | {"TextBody": "See the plan.", "Attachments": [file]}


def test_a_mail_with_large_files_is_posted_and_no_larger_one(settings: Any, monkeypatch: Any) -> None:
    ana = member_of(hub(), "ana")
    thread = question(hub(), ana)
    sent = with_file(ana, reply_to(thread, ana), 10 * 1024 * 1024)
    assert post("inbound", sent) == 200
    assert thread.posts.get(number=2).body == "See the plan."
    assert post("inbound", sent, "hooks:guessed") == 400
    monkeypatch.setattr("communities.correspondence.hooks.LARGEST_POST", 10 * 1024 * 1024)
    assert post("inbound", sent) == 400


def test_without_the_secret_nothing_is_taken() -> None:
    ana = member_of(hub(), "ana")
    thread = question(hub(), ana)
    assert post("inbound", inbound(ana, reply_to(thread, ana)), "hooks:guessed") == 400
    assert thread.posts.count() == 1


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"RecordType": "Bounce", "Type": "HardBounce", "Email": "Ana@utility.example"}, "bounced"),
        ({"RecordType": "SpamComplaint", "Email": "ana@utility.example"}, "complained"),
        ({"RecordType": "Bounce", "Type": "Transient", "Email": "ana@utility.example"}, None),
        ({"RecordType": "Bounce", "Type": "DMARCPolicy", "Email": "ana@utility.example"}, None),
        ({"RecordType": "Delivery", "Recipient": "ana@utility.example"}, None),
        ({"RecordType": "Bounce", "Type": "HardBounce", "Email": "nobody@utility.example"}, None),
    ],
)
def test_what_bounced_or_was_called_spam_pauses_mail(told: dict[str, Any], reason: str | None) -> None:
    person("ana")
    assert post("tracking", told | {"MessageID": "x", "ID": 1}) == 200
    assert [each.reason for each in Pause.objects.all()] == ([reason] if reason else [])


def test_the_site_listens_to_the_service_it_has_and_only_behind_a_secret() -> None:
    assert {str(hook.name).partition("_")[0] for hook in hooks_of("mailgun", SECRET)} == {"mailgun"}
    assert hooks_of("mailgun", "") == hooks_of("", SECRET) == []


def test_a_service_is_named_with_its_keys_by_the_environment(monkeypatch: Any) -> None:
    monkeypatch.setenv("ANYMAIL_MAILGUN_API_KEY", "key")
    assert service_backend("") == {}
    assert service_backend("mailgun") == {
        "EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend",
        "ANYMAIL": {"MAILGUN_API_KEY": "key"},
    }


@pytest.mark.parametrize("address", ["reply", "a+b@hub.example", f"{'r' * 21}@hub.example", "reply@"])
def test_a_mailbox_that_leaves_no_room_for_a_signature_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        inbound_address(address)
