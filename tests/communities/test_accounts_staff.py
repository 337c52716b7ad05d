"""Where a second factor is asked of staff, the editor opens with one only."""

import re
from typing import Any

import pytest
from django.test import Client

from communities.people.models import User

from .accounts import AUTHENTICATE, app_of, by_password, is_signed_in, number_now, recovery_codes_of
from .hubs import person, signed_in

pytestmark = pytest.mark.django_db
SET_UP = "/en/accounts/factors/"


@pytest.fixture
def asked(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/api/main/pages/"])
def test_an_editor_without_a_factor_is_led_to_set_one_up(asked: None, editor_client: Client, path: str) -> None:
    answer = editor_client.get(path, headers={"accept-language": "en"}, follow=True)
    assert answer.redirect_chain == [(SET_UP, 302)]
    assert [str(message) for message in answer.context["messages"]]


def test_an_editor_with_a_factor_is_let_through(asked: None, client: Client, editor: User) -> None:
    secret = app_of(editor)
    by_password(client, editor, next="/admin/")
    assert client.get("/admin/").status_code == 302
    client.post(AUTHENTICATE, {"code": number_now(secret)})
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_factor(asked: None, editor: User, editor_client: Client) -> None:
    recovery_codes_of(editor)
    assert editor_client.get("/admin/").status_code == 302


def test_a_visitor_is_led_to_the_sign_in(asked: None, client: Client) -> None:
    assert "/accounts/login/" in client.get("/admin/", follow=True).redirect_chain[-1][0]


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/"])
def test_a_member_who_is_no_editor_is_told_so(client: Client, path: str) -> None:
    assert signed_in(person()).get(path, follow=True).status_code == 403


def test_an_editor_without_a_factor_reads_the_site_and_signs_out(asked: None, editor_client: Client) -> None:
    assert editor_client.get("/en/").status_code == 200
    editor_client.post("/en/accounts/logout/")
    assert not is_signed_in(editor_client)


def test_nothing_is_asked_of_staff_where_the_setting_is_off(editor_client: Client) -> None:
    assert editor_client.get("/admin/").status_code == 200


def test_the_editor_has_no_door_of_its_own_for_passwords_and_addresses(editor_client: Client) -> None:
    assert editor_client.get("/admin/password_reset/", follow=True).status_code == 404
    fields = editor_client.get("/admin/account/").content.decode()
    assert "name_email-first_name" in fields
    assert not re.search(r'name="[^"]*(?:password|-email")', fields)
