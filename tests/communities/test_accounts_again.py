"""Who has neither password nor factor signs in again before the account changes."""

import time
from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from django.test import Client

from communities.people.models import User

from .accounts import PASSWORD, app_of, by_code, by_password, is_signed_in, last_code
from .hubs import person

pytestmark = pytest.mark.django_db
AGAIN = "/en/accounts/again/"
NEW_ADDRESS = {"email": "new@utility.example", "action_add": ""}
NEW_PASSWORD = {"password1": PASSWORD, "password2": PASSWORD}
CHANGES: list[tuple[str, dict[str, str]]] = [
    ("email/", NEW_ADDRESS),
    ("password/set/", NEW_PASSWORD),
    ("factors/totp/activate/", {}),
    ("factors/webauthn/add/", {}),
    ("take-along/", {}),
    ("close/", {"words": "go", "is_sure": "on"}),
]


@pytest.fixture
def ana() -> User:
    return person("ana")


def signed_in_long_ago(client: Client, user: User) -> Client:
    by_code(client, user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] = time.time() - 360
    session.save()
    return client


@pytest.mark.parametrize(("path", "fields"), CHANGES)
def test_nothing_changes_in_an_account_of_codes_alone_long_after_signing_in(
    client: Client, ana: User, path: str, fields: dict[str, str]
) -> None:
    address = f"/en/accounts/{path}"
    answer = signed_in_long_ago(client, ana).post(address, fields)
    assert answer["Location"] == f"{AGAIN}?next={quote(address, safe='')}"
    ana.refresh_from_db()
    assert not ana.has_usable_password()
    assert not EmailAddress.objects.filter(email=NEW_ADDRESS["email"]).exists()


@pytest.mark.parametrize("path", [path for path, _fields in CHANGES if path != "take-along/"])
def test_is_asked_before_a_form_is_filled_in(client: Client, ana: User, path: str) -> None:
    assert signed_in_long_ago(client, ana).get(f"/en/accounts/{path}")["Location"].startswith(AGAIN)


@pytest.mark.parametrize(("path", "fields"), CHANGES)
def test_just_after_signing_in_nothing_more_is_asked(
    client: Client, ana: User, path: str, fields: dict[str, str]
) -> None:
    by_code(client, ana)
    assert AGAIN not in client.post(f"/en/accounts/{path}", fields).get("Location", "")


def test_a_new_code_leads_back_to_what_was_about_to_be_done(client: Client, ana: User) -> None:
    close = "/en/accounts/close/"
    signed_in_long_ago(client, ana)
    page = client.get(f"{AGAIN}?next={close}").content.decode()
    assert ana.email in page
    asked = client.post(AGAIN, {"next": close})
    assert not is_signed_in(client)
    came_back = client.post(asked["Location"].partition("?")[0], {"code": last_code(), "next": close})
    assert came_back["Location"] == close
    client.post(close, {"words": "go", "is_sure": "on"})
    assert not User.objects.filter(pk=ana.pk).exists()


def test_leads_nowhere_else(client: Client, ana: User) -> None:
    signed_in_long_ago(client, ana)
    assert "evil.example" not in client.post(AGAIN, {"next": "https://evil.example/"})["Location"]


def test_while_no_mail_goes_out_nobody_is_signed_out(client: Client, ana: User, settings: Any, port: int) -> None:
    signed_in_long_ago(client, ana)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    assert client.post(AGAIN).status_code == 503
    assert is_signed_in(client)


def test_who_has_a_password_or_a_factor_is_asked_for_that(client: Client) -> None:
    ivan, lea = person("ivan", password=PASSWORD), person("lea")
    by_password(client, ivan)
    assert "/accounts/reauthenticate/" in client.post("/en/accounts/take-along/")["Location"]
    other = Client()
    by_code(other, lea)
    app_of(lea)
    assert "/factors/reauthenticate/" in other.get("/en/accounts/password/set/")["Location"]
