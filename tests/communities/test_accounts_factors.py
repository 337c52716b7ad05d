"""Who has a second factor is asked for it at every door, and nobody guesses it."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from communities.people.models import User
from tests.commits import committed

from .accounts import (
    AUTHENTICATE,
    PASSWORD,
    app_of,
    by_code,
    by_password,
    confirmed,
    is_signed_in,
    number_now,
    recovery_codes_of,
)
from .hubs import HUB, person

pytestmark = pytest.mark.django_db
ACTIVATE = "/en/accounts/factors/totp/activate/"


@pytest.fixture
def ana() -> User:
    return person("ana", password=PASSWORD)


@pytest.mark.parametrize("door", [by_password, by_code])
def test_the_second_factor_is_asked_at_every_door(client: Client, ana: User, door: Callable[..., Any]) -> None:
    secret = app_of(ana)
    assert door(client, ana, next="/en/hubs/")["Location"] == AUTHENTICATE
    assert not is_signed_in(client)
    assert client.post(AUTHENTICATE, {"code": "000000"}).status_code == 200
    assert not is_signed_in(client)
    assert client.post(AUTHENTICATE, {"code": number_now(secret)})["Location"] == "/en/hubs/"
    assert is_signed_in(client)


def test_who_has_none_is_not_asked(client: Client, ana: User) -> None:
    by_password(client, ana)
    assert is_signed_in(client)


def test_a_recovery_code_works_once(ana: User) -> None:
    app_of(ana)
    code = recovery_codes_of(ana)[3]
    entered = []
    for _time in range(2):
        client = Client()
        by_password(client, ana)
        client.post(AUTHENTICATE, {"code": code})
        entered.append(is_signed_in(client))
    assert entered == [True, False]


def test_a_number_from_the_app_works_once(ana: User) -> None:
    number = number_now(app_of(ana))
    entered = []
    for _time in range(2):
        client = Client()
        by_password(client, ana)
        client.post(AUTHENTICATE, {"code": number})
        entered.append(is_signed_in(client))
    assert entered == [True, False]


def test_guessing_the_number_is_stopped(client: Client, ana: User) -> None:
    secret = app_of(ana)
    by_password(client, ana)
    for guess in range(5):
        client.post(AUTHENTICATE, {"code": f"00000{guess}"})
    answer = client.post(AUTHENTICATE, {"code": number_now(secret)})  # the right one, too late
    assert answer.context["form"].errors["code"]
    assert not is_signed_in(client)


def test_guessing_from_many_browsers_is_stopped_too(ana: User) -> None:
    secret = app_of(ana)
    for guess in range(6):
        client = Client(REMOTE_ADDR=f"192.0.2.{guess}")
        by_password(client, ana)
        client.post(AUTHENTICATE, {"code": number_now(secret) if guess == 5 else f"00000{guess}"})
    assert not is_signed_in(client)


def test_what_was_meant_before_signing_in_is_done_after_the_second_factor(client: Client, ana: User) -> None:
    secret = app_of(ana)
    by_code(client, ana, f"/en/hubs/{HUB}/join/", next=f"/en/hubs/{HUB}/")
    assert not ana.memberships.exists()
    answer = client.post(AUTHENTICATE, {"code": number_now(secret)})
    assert answer["Location"] == f"/en/hubs/{HUB}/"
    assert ana.memberships.get().state == "active"


def test_an_app_is_set_up_with_its_secret_in_text_and_recovery_codes_follow(client: Client, ana: User) -> None:
    page = confirmed(client, ana).get(ACTIVATE)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    with request_context(page.wsgi_request), committed():
        answer = client.post(ACTIVATE, {"code": number_now(secret)})
    codes = client.get(answer["Location"])
    assert answer["Location"] == "/en/accounts/factors/recovery-codes/"
    assert len(codes.context["unused_codes"]) == 10
    assert all(f"<code>{code}</code>" in codes.content.decode() for code in codes.context["unused_codes"])
    assert [message.to for message in mail.outbox] == [[ana.email]]


def test_a_wrong_number_sets_nothing_up_and_the_secret_stays(client: Client, ana: User) -> None:
    secret = confirmed(client, ana).get(ACTIVATE).context["form"].secret
    answer = client.post(ACTIVATE, {"code": "000000"})
    assert answer.context["form"].secret == secret
    assert not Authenticator.objects.filter(user=ana).exists()


@pytest.mark.parametrize("path", ["factors/totp/activate/", "factors/webauthn/add/", "email/"])
def test_what_changes_the_ways_in_asks_for_the_password_again(client: Client, ana: User, path: str) -> None:
    by_password(client, ana)
    answer = client.post(f"/en/accounts/{path}", {"code": "1", "email": "else@utility.example", "action_add": ""})
    assert answer["Location"].startswith("/en/accounts/reauthenticate/")
    assert not Authenticator.objects.filter(user=ana).exists()
    assert not ana.emailaddress_set.filter(email="else@utility.example").exists()


def test_a_factor_is_not_taken_away_without_confirming(client: Client, ana: User) -> None:
    secret = app_of(ana)
    by_password(client, ana)
    client.post(AUTHENTICATE, {"code": number_now(secret)})
    client.post("/en/accounts/factors/totp/deactivate/")
    assert Authenticator.objects.filter(user=ana, type="totp").exists()
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/en/accounts/factors/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ana, type="totp").exists()
