"""Staff sign in with their mail address, behind limits, wherever they come from."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from communities.people.models import User

pytestmark = pytest.mark.django_db
SECRET = "a long enough secret"


def sign_in(client: Client, email: str, password: str = SECRET, language: str = "en", **extra: str) -> Any:
    return client.post(f"/{language}/accounts/login/", {"login": email, "password": password, **extra})


@pytest.mark.parametrize("email", ["editor@utility.example", "Editor@Utility.example"])
def test_an_editor_signs_in_with_the_mail_address_in_any_case(client: Client, editor: User, email: str) -> None:
    response = sign_in(client, email, next="/admin/")
    assert response.status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/login/", "/admin/login/?next=/admin/pages/"])
def test_the_editors_door_is_the_sites_own_sign_in(client: Client, address: str) -> None:
    response = client.get(address, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_a_wrong_password_is_told_beside_the_form_and_the_address_kept(client: Client, language: str) -> None:
    response = sign_in(client, "somebody@utility.example", "wrong", language)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert 'value="somebody@utility.example"' in response.content.decode()


def test_guessing_is_stopped(client: Client, editor: User) -> None:
    for attempt in range(5):
        sign_in(client, editor.email, f"guess {attempt}")
    response = sign_in(client, editor.email)  # the right password, too late
    assert response.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_the_address_to_sign_up_leads_to_the_one_door_for_all(client: Client) -> None:
    response = client.get("/fr/accounts/signup/?next=/fr/hubs/")
    assert response["Location"] == "/fr/accounts/login/code/?next=/fr/hubs/"


def test_one_address_has_one_account_in_any_case(editor: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("EDITOR@utility.example", SECRET)


def test_an_account_without_a_name_is_called_by_its_address() -> None:
    assert str(User(email="a@b.example")) == "a@b.example"
    assert str(User(email="a@b.example", first_name="Ana", last_name="Ruiz")) == "Ana Ruiz"


@pytest.mark.parametrize(
    ("address", "role", "status"),
    [
        ("/admin/", "visitor", 302),
        ("/admin/", "member", 302),
        ("/admin/", "editor", 200),
        ("/admin/", "administrator", 200),
        ("/admin/tasks/", "editor", 302),
        ("/admin/tasks/", "administrator", 200),
        ("/admin/users/", "editor", 302),
        ("/admin/users/new/", "administrator", 200),
        ("/admin/snippets/partnerships/partnership/", "editor", 200),
        ("/admin/snippets/taxonomy/theme/", "editor", 302),
        ("/admin/snippets/thesaurus/term/", "administrator", 200),
    ],
)
def test_each_part_of_the_admin_is_open_to_its_role_only(
    request: pytest.FixtureRequest, client: Client, address: str, role: str, status: int
) -> None:
    if role == "member":
        client.force_login(User.objects.create_user("member@utility.example", SECRET))
    elif role != "visitor":
        client.force_login(request.getfixturevalue(role))
    assert client.get(address).status_code == status
