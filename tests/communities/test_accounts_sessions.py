"""Where somebody is signed in can be seen, and ended from another browser."""

import pytest
from django.test import Client

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
