"""Every page of an account is one of ours, in every language, for whom it is meant."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver, resolve

from communities.people.models import User

from .accounts import AUTHENTICATE, PASSWORD, app_of, by_code, by_password, confirmed, recovery_codes_of
from .hubs import person

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ru")
FOR_ALL = (
    "login/",
    "login/code/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/1-none/",
    "password/reset/key/done/",
    "confirm-email/",
    "confirm-email/none/",
    "inactive/",
)
OWN = (
    "",
    "email/",
    "password/change/",
    "logout/",
    "reauthenticate/",
    "sessions/",
    "factors/",
    "factors/totp/activate/",
    "factors/webauthn/",
    "factors/webauthn/add/",
)
WITH_APP = (
    "factors/",
    "factors/reauthenticate/",
    "factors/totp/deactivate/",
    "factors/recovery-codes/",
    "factors/recovery-codes/generate/",
)
WITH_PASSKEY = ("factors/webauthn/", "factors/webauthn/keys/1/edit/", "factors/webauthn/keys/1/remove/")
WITHOUT_PASSWORD = ("password/set/",)
ON_THE_WAY = ("login/code/confirm/", "factors/authenticate/")
ELSEWHERE = {  # no pages: a redirect, a file, what a script asks; the last is looked at in a browser
    "factors/recovery-codes/download/",
    "factors/webauthn/login/",
    "factors/webauthn/reauthenticate/",
}


@pytest.fixture
def ana() -> User:
    return person("ana", password=PASSWORD)


def assert_ours(page: Any, language: str, path: str) -> None:
    """In the frame of the site, in its language, by no template of allauth, and with no script or style inside."""
    text = page.content.decode()
    assert page.status_code == 200, path
    assert f'<html lang="{language}">' in text
    assert '<header class="header">' in text
    assert text.count("<h1") == 1
    foreign = [each.name for each in page.templates if each.origin and "site-packages/allauth" in each.origin.name]
    assert foreign == [], path
    scripts = re.findall(r"<script[^>]*>", text)
    assert [script for script in scripts if "src=" not in script and 'type="application/' not in script] == []
    assert not re.search(r"\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", FOR_ALL)
def test_a_page_for_everybody(client: Client, language: str, path: str) -> None:
    assert_ours(client.get(f"/{language}/accounts/{path}"), language, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_who_is_signed_in(client: Client, ana: User, language: str) -> None:
    confirmed(client, ana)
    for path in OWN:
        assert_ours(client.get(f"/{language}/accounts/{path}"), language, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_who_has_an_app(client: Client, ana: User, language: str) -> None:
    confirmed(client, ana)
    app_of(ana)
    recovery_codes_of(ana)
    for path in WITH_APP:
        assert_ours(client.get(f"/{language}/accounts/{path}"), language, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_who_has_a_passkey(client: Client, ana: User, language: str) -> None:
    confirmed(client, ana)
    passkey = Authenticator.objects.create(user=ana, type="webauthn", data={"name": "Blue key", "credential": {}})
    for path in WITH_PASSKEY:
        page = client.get(f"/{language}/accounts/{path.replace('1', str(passkey.pk))}")
        assert_ours(page, language, path)
        assert "Blue key" in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_came_by_code_chooses_a_first_password(client: Client, language: str) -> None:
    by_code(client, person("ivan"))
    assert_ours(client.get(f"/{language}/accounts/password/set/"), language, "password/set/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_on_the_way_in(client: Client, ana: User, language: str) -> None:
    app_of(ana)
    by_password(client, ana)
    assert_ours(client.get(AUTHENTICATE.replace("en", language, 1)), language, "factors/authenticate/")
    asked = Client()
    asked.post(f"/{language}/accounts/login/code/", {"email": ana.email})
    assert_ours(asked.get(f"/{language}/accounts/login/code/confirm/"), language, "login/code/confirm/")


@pytest.mark.parametrize("path", [*OWN, *WITH_APP, *WITH_PASSKEY, *WITHOUT_PASSWORD, *ON_THE_WAY, *sorted(ELSEWHERE)])
def test_a_visitor_is_led_to_the_sign_in(client: Client, path: str) -> None:
    expected = "/" if path == "logout/" else "/en/accounts/login/"
    assert client.get(f"/en/accounts/{path}")["Location"].startswith(expected)


def test_nobody_gets_at_the_passkey_of_somebody_else(client: Client, ana: User) -> None:
    confirmed(client, ana)
    data = {"name": "His", "credential": {}}
    passkey = Authenticator.objects.create(user=person("ivan"), type="webauthn", data=data)
    for path in ("edit", "remove"):
        address = f"/en/accounts/factors/webauthn/keys/{passkey.pk}/{path}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get(pk=passkey.pk).data["name"] == "His"


def test_no_address_of_an_account_was_forgotten_here() -> None:
    paths = {*FOR_ALL, *OWN, *WITH_APP, *WITH_PASSKEY, *WITHOUT_PASSWORD, *ON_THE_WAY, *ELSEWHERE}
    looked_at = {resolve(f"/en/accounts/{path}").url_name for path in paths}
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    found = {name for name in names if name.startswith(("account_", "mfa_", "usersessions_"))}
    assert looked_at == found - {"account_signup"}  # leads to the one door for all


def test_a_limit_is_told_on_a_page_of_ours(client: Client, ana: User) -> None:
    by_password(client, ana)
    for _time in range(11):
        page = client.post("/ru/accounts/reauthenticate/", {"password": "guess"})
    assert page.status_code == 429
    assert '<html lang="ru">' in page.content.decode()
    assert "429.html" in {template.name for template in page.templates}
