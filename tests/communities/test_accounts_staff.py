"""Where a second factor is asked of staff, the editor opens with one only, and nobody moderates without."""

import re
from typing import Any

import pytest
from django.test import Client

from communities.hubs.access import circles_of
from communities.hubs.models import Membership
from communities.people.models import User

from .accounts import AUTHENTICATE, app_of, by_password, is_signed_in, number_now, recovery_codes_of
from .discussions import queries, question, url_of
from .hubs import HUB, hub, member_of, moderator, person, signed_in

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


# Outside of the editor


def test_a_moderator_without_a_factor_is_a_member_like_others(asked: None) -> None:
    secret, other = hub(visibility="hidden"), hub("sanitation", visibility="members")
    thread = question(other, member_of(other))
    user = moderator()
    client = signed_in(user)
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.get(f"/en/hubs/{other.key}/members/").status_code == 403
    assert client.get(url_of(thread)).status_code == 403
    assert client.get(f"/en/live/?thread={thread.pk}").status_code == 404
    assert client.post(url_of(thread, act=True), {"act": "close"}).status_code == 403
    assert circles_of(user) == [], "what search shows beyond what every member sees"
    thread.refresh_from_db()
    assert not thread.is_closed


def test_a_moderator_with_a_factor_moderates_everywhere(asked: None) -> None:
    user = moderator()
    app_of(user)
    client = signed_in(user)
    assert client.get(hub(visibility="hidden").get_absolute_url()).status_code == 200
    assert client.get(f"/en/hubs/{HUB}/members/").status_code == 200


def test_an_administrator_without_a_factor_is_a_member_like_others(asked: None, administrator: User) -> None:
    assert signed_in(administrator).get(hub(visibility="hidden").get_absolute_url()).status_code == 404


def test_who_is_inside_stays_inside_without_a_factor(asked: None) -> None:
    here, user = hub(visibility="hidden"), moderator()
    Membership.objects.create(hub=here, user=user)
    assert signed_in(user).get(here.get_absolute_url()).status_code == 200


def test_asking_for_a_factor_costs_one_query_for_moderators_and_none_for_others(settings: Any) -> None:
    thread = question(hub(), member_of(hub()))

    def cost(user: User) -> int:
        client = signed_in(user)
        client.get(url_of(thread))
        return queries(client, url_of(thread))

    boss, other = moderator(), member_of(hub(), "other")
    app_of(boss)
    before = cost(boss), cost(other)
    settings.STAFF_SECOND_FACTOR = True
    assert (cost(boss), cost(other)) == (before[0] + 1, before[1])
