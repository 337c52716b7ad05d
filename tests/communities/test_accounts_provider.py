"""Signing in with an account at an identity provider; the provider is a stub at the HTTP edge."""

import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf.urls.i18n import i18n_patterns
from django.test import Client
from django.urls import include, path

from communities.hubs.models import Membership
from communities.people.models import Consent, User
from communities.people.urls import provider_urls
from hub.settings.accounts import identity_providers
from hub.urls import urlpatterns as site_urls

from .accounts import AUTHENTICATE, PASSWORD, app_of, confirmed, is_signed_in, number_now
from .hubs import HUB, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
ISSUER = "https://id.example"
SIGN_IN, CALLBACK = "/accounts/oidc/sso/login/", "/accounts/oidc/sso/login/callback/"
ANA = {"sub": "17", "email": "ana@utility.example", "email_verified": True, "name": "Ana Ruiz"}
DISCOVERED = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/keys",
}
urlpatterns = [  # what hub/urls.py adds where a provider is configured
    *provider_urls,
    *i18n_patterns(path("accounts/connections/", include("allauth.socialaccount.urls"))),
    *site_urls,
]


@pytest.fixture
def claims(settings: Any) -> Iterator[dict[str, Any]]:
    """What the provider says of whoever comes back from it; a test may change it."""
    settings.SOCIALACCOUNT_PROVIDERS = identity_providers("Utility ID", issuer=ISSUER, client="hub", secret="s")
    told = dict(ANA)
    answers = {
        f"{ISSUER}/.well-known/openid-configuration": DISCOVERED,
        f"{ISSUER}/token": {"access_token": "t", "token_type": "Bearer"},
        f"{ISSUER}/userinfo": told,
    }

    def send(self: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        response = requests.Response()
        response.status_code, response._content = 200, json.dumps(answers[str(request.url)]).encode()
        response.headers["Content-Type"] = "application/json"
        return response

    with patch.object(requests.Session, "send", send):
        yield told


def come_back(client: Client, **parameters: str) -> Any:
    """Press the button, go to the provider, be sent back by it."""
    onward = client.post(SIGN_IN, parameters)
    asked = parse_qs(urlsplit(onward.context["redirect_to"]).query)
    return client.get(CALLBACK, {"code": "c", "state": asked["state"][0]}, headers={"accept-language": "fr"})


def test_the_sign_in_pages_have_a_button_for_the_provider(client: Client, claims: dict[str, Any]) -> None:
    for address in ("/en/accounts/login/", "/en/accounts/login/code/"):
        page = client.get(f"{address}?next=/en/hubs/").content.decode()
        assert "Sign in with Utility ID" in page
        assert f'action="{SIGN_IN}?process=login&amp;next=%2Fen%2Fhubs%2F"' in page


def test_the_way_to_the_provider_is_a_page_of_ours_for_the_policy_lets_no_form_out(
    client: Client, claims: dict[str, Any]
) -> None:
    page = client.post(SIGN_IN)
    assert page.status_code == 200
    assert page.context["redirect_to"].startswith(f"{ISSUER}/authorize?")
    assert 'http-equiv="refresh" content="0;url=https://id.example/authorize?' in page.content.decode()


def test_a_newcomer_with_a_verified_address_gets_an_account(client: Client, claims: dict[str, Any]) -> None:
    come_back(client)
    ana = User.objects.get(email="ana@utility.example")
    assert is_signed_in(client)
    assert (str(ana), ana.language, ana.has_usable_password()) == ("Ana Ruiz", "fr", False)


def test_a_verified_address_opens_the_account_that_has_it(client: Client, claims: dict[str, Any]) -> None:
    ana = person("ana")
    come_back(client)
    assert client.session["_auth_user_id"] == str(ana.pk)
    assert SocialAccount.objects.get().user == ana


@pytest.mark.parametrize("known", [True, False])
def test_an_address_that_is_not_verified_opens_and_makes_nothing(
    client: Client, claims: dict[str, Any], known: bool
) -> None:
    claims["email_verified"] = False
    if known:
        person("ana")
    page = come_back(client)
    assert not is_signed_in(client)
    assert User.objects.filter(email="ana@utility.example").count() == known
    assert "/accounts/login/code/" in page.content.decode()


def test_an_address_that_somebody_only_wishes_to_change_to_opens_no_account(
    client: Client, claims: dict[str, Any]
) -> None:
    maria = person("maria")
    EmailAddress.objects.create(user=maria, email="ana@utility.example")
    come_back(client)
    assert client.session["_auth_user_id"] == str(User.objects.get(email="ana@utility.example").pk) != str(maria.pk)


def test_a_suspended_account_stays_closed(client: Client, claims: dict[str, Any]) -> None:
    person("ana", is_active=False)
    come_back(client)
    assert not is_signed_in(client)
    assert User.objects.filter(email="ana@utility.example").count() == 1


def test_the_second_factor_is_asked_for_all_the_same(client: Client, claims: dict[str, Any]) -> None:
    secret = app_of(person("ana"))
    answer = come_back(client)
    assert answer["Location"].endswith("/accounts/factors/authenticate/")
    assert not is_signed_in(client)
    client.post(AUTHENTICATE, {"code": number_now(secret)})
    assert is_signed_in(client)


def test_what_was_meant_before_is_done_on_coming_back(client: Client, claims: dict[str, Any]) -> None:
    client.get(f"/en/hubs/{HUB}/join/")
    answer = come_back(client, next=f"/en/hubs/{HUB}/")
    assert answer["Location"] == f"/en/hubs/{HUB}/"
    assert Membership.objects.get().user.email == "ana@utility.example"


def test_a_made_up_answer_is_refused(client: Client, claims: dict[str, Any]) -> None:
    client.post(SIGN_IN)
    page = client.get(CALLBACK, {"code": "c", "state": "made up"})
    assert (page.status_code, is_signed_in(client)) == (401, False)
    assert "account/base.html" in {template.name for template in page.templates}


def test_whoever_turns_back_is_told_so(client: Client, claims: dict[str, Any]) -> None:
    onward = client.post(SIGN_IN)
    state = parse_qs(urlsplit(onward.context["redirect_to"]).query)["state"][0]
    page = client.get(CALLBACK, {"error": "access_denied", "state": state}, follow=True)
    assert page.redirect_chain[-1][0].endswith("/accounts/connections/login/cancelled/")
    assert page.status_code == 200


@pytest.mark.parametrize(("sent", "language"), [({"language": "ru"}, "ru"), ({"language": "xx"}, "fr"), ({}, "fr")])
def test_who_comes_by_the_provider_has_agreed_in_the_language_of_the_page_before_it(
    client: Client, claims: dict[str, Any], sent: dict[str, str], language: str
) -> None:
    come_back(client, **sent)
    assert [(each.user.email, each.language) for each in Consent.objects.all()] == [(ANA["email"], language)]


def test_the_pages_on_the_way_to_the_provider_say_what_one_agrees_to(client: Client, claims: dict[str, Any]) -> None:
    assert "By signing in you agree" in client.get(SIGN_IN).content.decode()
    assert 'name="language" value="ru"' in client.get("/ru/accounts/login/").content.decode()


def test_an_account_elsewhere_is_added_and_taken_away(client: Client, claims: dict[str, Any]) -> None:
    ana = person("maria", password=PASSWORD)
    confirmed(client, ana)
    come_back(client, process="connect")
    assert SocialAccount.objects.get().user == ana
    page = client.get("/en/accounts/connections/")
    assert "Add an account of Utility ID" in page.content.decode()
    client.post("/en/accounts/connections/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


@pytest.mark.urls("hub.urls")
def test_without_a_provider_there_is_neither_a_page_nor_a_button(client: Client) -> None:
    assert "oidc" not in client.get("/en/accounts/login/").content.decode()
    for address in (SIGN_IN, CALLBACK, "/en/accounts/connections/"):
        assert client.get(address, follow=True).status_code == 404
