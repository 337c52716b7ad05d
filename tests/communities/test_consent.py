"""Every door says what one agrees to by signing in; it is recorded, and asked for again when it changes."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from communities.hubs.inviting import link_of
from communities.people.models import Consent, User
from hub.settings.accounts import terms_version

from .accounts import AUTHENTICATE, PASSWORD, app_of, by_code, by_password, number_now
from .discussions import queries
from .hubs import HUB, hub, member_of, person, signed_in

pytestmark = pytest.mark.django_db
HOME, AGREE = "/en/accounts/", "/en/accounts/agree/"
DOORS = ["accounts/login/", "accounts/login/code/", f"hubs/{HUB}/join/", "INVITATION"]
AGREEING = {
    "en": "By signing in you agree",
    "fr": "En vous connectant",
    "es": "Al iniciar sesión",
    "ru": "Входя на сайт",
}


@pytest.fixture
def ana() -> User:
    return person("ana", password=PASSWORD)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("language", AGREEING)
def test_every_door_says_what_one_agrees_to(client: Client, door: str, language: str) -> None:
    if door == "INVITATION":
        door = link_of(hub=hub(), by=member_of(hub(), "boss")).get_absolute_url().split("/", 2)[2]
    page = client.get(f"/{language}/{door}").content.decode()
    [terms] = re.findall(rf"<p[^>]*>\s*{AGREEING[language]}.*?</p>", page, re.DOTALL)
    for address in ("privacy/", "library/code-of-conduct/"):
        assert f'href="/{language}/{address}"' in terms
        assert client.get(f"/{language}/{address}").status_code == 200


def test_there_is_nothing_to_tick(client: Client) -> None:
    assert "checkbox" not in client.get(f"/en/hubs/{HUB}/join/").content.decode()


def test_signing_in_with_a_code_is_recorded_in_the_language_of_the_page(client: Client) -> None:
    by_code(client, User(email="new@utility.example"), f"/ru/hubs/{HUB}/join/")
    consent = Consent.objects.get()
    assert (consent.user.email, consent.language, consent.version) == ("new@utility.example", "ru", "2026-11")
    assert timezone.now() - consent.given_at < timedelta(minutes=1)


def test_signing_in_with_a_password_is_recorded_once_for_each_version(ana: User, settings: Any) -> None:
    for _time in range(2):
        by_password(Client(), ana)
    assert [each.version for each in Consent.objects.all()] == ["2026-11"]
    settings.TERMS_VERSION = "2027-02"
    by_password(Client(), ana)
    assert [each.version for each in Consent.objects.all()] == ["2027-02", "2026-11"]


def test_who_is_not_in_yet_has_not_agreed(client: Client, ana: User) -> None:
    secret = app_of(ana)
    Client().post("/en/accounts/login/code/", {"email": ana.email})
    client.post("/en/accounts/login/", {"login": ana.email, "password": "wrong"})
    by_password(client, ana)
    assert not Consent.objects.exists()
    client.post(AUTHENTICATE, {"code": number_now(secret)})
    assert Consent.objects.get().user == ana


def test_who_came_by_no_door_has_agreed_to_nothing(ana: User) -> None:
    page = signed_in(ana).get(HOME).content.decode()
    assert not Consent.objects.exists()
    assert "Please read what holds for members" in page
    assert "You agreed to" not in page


def test_the_account_says_when_somebody_agreed(client: Client, ana: User) -> None:
    by_password(client, ana)
    Consent.objects.update(given_at="2026-11-05T12:00Z")
    page = " ".join(client.get(HOME).content.decode().split())
    assert re.search(r"You agreed to the <a [^>]+>Code of Conduct</a> and to the page about .* on Nov\. 5, 2026", page)
    assert AGREE not in page


def test_whose_session_lasts_is_told_of_new_terms_and_agrees_with_one_press(
    client: Client, ana: User, settings: Any
) -> None:
    by_password(client, ana)
    Consent.objects.update(given_at="2026-11-05T12:00Z")
    settings.TERMS_VERSION = "2027-02"
    page = client.get(HOME)
    told = " ".join(page.content.decode().split())
    assert "has changed since you agreed to it on Nov. 5, 2026" in told
    assert "no-store" in page["Cache-Control"]
    sent = dict(re.findall(r'<input type="hidden" name="(version)" value="([^"]+)"', told))
    answer = client.post(AGREE.replace("en", "fr"), sent)
    assert answer["Location"] == "/fr/accounts/"
    assert [(each.version, each.language) for each in Consent.objects.all()] == [("2027-02", "fr"), ("2026-11", "en")]
    assert AGREE not in client.get(HOME).content.decode()


@pytest.mark.parametrize("sent", [{}, {"version": "2026-11"}, {"version": "x" * 100}])
def test_nobody_agrees_to_what_the_page_did_not_show(
    client: Client, ana: User, settings: Any, sent: dict[str, str]
) -> None:
    by_password(client, ana)
    settings.TERMS_VERSION = "2027-02"
    assert client.post(AGREE, sent, follow=True).status_code == 200
    assert [each.version for each in Consent.objects.all()] == ["2026-11"]
    assert AGREE in client.get(HOME).content.decode()


def test_it_is_pressed_and_not_only_opened(ana: User) -> None:
    assert signed_in(ana).get(AGREE).status_code == 405


def test_the_version_that_holds_counts_and_not_the_newest(ana: User, settings: Any) -> None:
    by_password(Client(), ana)
    settings.TERMS_VERSION = "2027-02"
    by_password(Client(), ana)
    settings.TERMS_VERSION = "2026-11"
    assert AGREE not in signed_in(ana).get(HOME).content.decode()


def test_the_page_costs_the_same_however_often_somebody_agreed(ana: User) -> None:
    client = signed_in(ana)
    before = queries(client, HOME)
    Consent.objects.bulk_create(Consent(user=ana, version=f"2020-{n:02}", language="en") for n in range(1, 13))
    assert queries(client, HOME) == before


def test_it_goes_with_the_account(client: Client, ana: User) -> None:
    by_password(client, ana)
    ana.delete()
    assert not Consent.objects.exists()


@pytest.mark.parametrize("text", ["", "2", "November", "2026-11-29-01", "２０２６-11"])
def test_a_version_is_a_month_or_a_day(text: str) -> None:
    assert terms_version("2027-02") == "2027-02"
    with pytest.raises(ImproperlyConfigured, match="TERMS_VERSION"):
        terms_version(text)
