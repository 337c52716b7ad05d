"""Where somebody is signed in can be seen, and ended from another browser."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from communities.people.forgetting.services import forget_what_is_old

from .accounts import PASSWORD, by_code, by_password, is_signed_in
from .hubs import person

pytestmark = pytest.mark.django_db
SESSIONS = "/en/accounts/sessions/"


def test_a_session_is_ended_from_another_browser() -> None:
    ana = person("ana", password=PASSWORD)
    lost, own = Client(headers={"user-agent": "Lost telephone"}), Client(headers={"user-agent": "Own computer"})
    by_password(lost, ana)
    by_code(own, ana)
    page = own.get(SESSIONS).content.decode()
    assert "Lost telephone" in page
    assert "Own computer" in page
    own.post(SESSIONS)
    assert (is_signed_in(lost), is_signed_in(own)) == (False, True)
    assert lost.get(SESSIONS).status_code == 302
    assert "Lost telephone" not in own.get(SESSIONS).content.decode()


def test_since_when_reads_as_the_members_clock_goes(client: Client) -> None:
    ana = person("ana", password=PASSWORD, time_zone="Africa/Blantyre")
    by_password(client, ana)
    UserSession.objects.update(created_at=datetime(2026, 3, 5, 12, 4, tzinfo=UTC))
    page = client.get(SESSIONS).content.decode()
    assert '<time datetime="2026-03-05T14:04+02:00">March 5, 2026, 2:04 p.m.</time>' in page
    assert ">CAT<" in page
    assert "UTC" not in page


def test_nobody_sees_or_ends_the_sessions_of_others() -> None:
    ana, ivan = person("ana", password=PASSWORD), person("ivan", password=PASSWORD)
    hers, his = Client(headers={"user-agent": "Her telephone"}), Client()
    by_password(hers, ana)
    by_password(his, ivan)
    assert "Her telephone" not in his.get(SESSIONS).content.decode()
    his.post(SESSIONS)
    assert is_signed_in(hers)


def test_a_new_password_ends_the_sessions_elsewhere() -> None:
    ana = person("ana", password=PASSWORD)
    elsewhere, here = Client(), Client()
    by_password(elsewhere, ana)
    by_password(here, ana)
    new = {"oldpassword": PASSWORD, "password1": "another long secret", "password2": "another long secret"}
    assert here.post("/en/accounts/password/change/", new)["Location"] == "/en/accounts/"
    assert here.get("/en/accounts/").status_code == 200
    assert elsewhere.get("/en/accounts/").status_code == 302


def test_what_is_known_of_a_sign_in_is_forgotten_when_it_ended() -> None:
    ana = person("ana", password=PASSWORD)
    old, new = Client(), Client()
    by_password(old, ana)
    by_password(new, ana)
    Session.objects.filter(pk=old.session.session_key).update(expire_date=timezone.now() - timedelta(minutes=1))
    forget_what_is_old()
    assert [each.session_key for each in UserSession.objects.all()] == [new.session.session_key]


def test_a_sign_in_lasts_two_weeks_by_either_door() -> None:
    ana = person("ana", password=PASSWORD)
    for door in (by_password, by_code):
        client = Client()
        door(client, ana)
        assert client.session.get_expiry_age() == 14 * 24 * 3600
        assert not client.session.get_expire_at_browser_close()
