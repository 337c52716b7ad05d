"""What somebody is told by mail when the ways into the account change, and the links that change them."""

import re

import pytest
from django.core import mail
from django.test import Client

from communities.people.models import User

from .accounts import PASSWORD, app_of, by_code, by_password, confirmed, is_signed_in
from .hubs import person

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "quite another secret"


@pytest.fixture
def ana() -> User:
    return person("ana", password=PASSWORD)


def link_in(message: mail.EmailMessage) -> str:
    return re.search(r"http://testserver(/\S+)", str(message.body))[1]  # type: ignore[index]


def test_a_forgotten_password_is_chosen_anew_by_a_link(client: Client, ana: User) -> None:
    client.post("/en/accounts/password/reset/", {"email": ana.email})
    address = client.get(link_in(mail.outbox[0]))["Location"]
    client.post(address, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert User.objects.get(pk=ana.pk).check_password(NEW_PASSWORD)
    used = Client().get(link_in(mail.outbox[0]))
    assert used.context["token_fail"]


def test_nobody_learns_by_a_forgotten_password_who_has_an_account(client: Client, ana: User) -> None:
    address = "/en/accounts/password/reset/"
    answers = {client.post(address, {"email": email})["Location"] for email in (ana.email, "no@b.example")}
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[ana.email]]


def test_a_new_address_counts_when_its_link_was_opened_and_the_old_one_is_told(client: Client, ana: User) -> None:
    confirmed(client, ana)
    client.post("/en/accounts/email/", {"email": "maria@utility.example", "action_add": ""})
    assert User.objects.get(pk=ana.pk).email == "ana@utility.example"
    assert mail.outbox[0].to == ["maria@utility.example"]
    assert client.post(link_in(mail.outbox[0]))["Location"] == "/en/accounts/"
    assert User.objects.get(pk=ana.pk).email == "maria@utility.example"
    assert ["ana@utility.example"] in [message.to for message in mail.outbox[1:]]


def test_to_open_the_link_alone_confirms_nothing(client: Client, ana: User) -> None:
    confirmed(client, ana)
    client.post("/en/accounts/email/", {"email": "maria@utility.example", "action_add": ""})
    client.get(link_in(mail.outbox[0]))
    assert User.objects.get(pk=ana.pk).email == "ana@utility.example"


def test_the_address_of_somebody_else_is_never_taken(client: Client, ana: User) -> None:
    person("ivan")
    confirmed(client, ana).post("/en/accounts/email/", {"email": "ivan@utility.example", "action_add": ""})
    client.post(link_in(mail.outbox[0]))
    assert User.objects.get(pk=ana.pk).email == "ana@utility.example"


def test_an_address_that_was_not_confirmed_does_not_lead_its_owner_into_the_account(client: Client, ana: User) -> None:
    confirmed(client, ana).post("/en/accounts/email/", {"email": "maria@utility.example", "action_add": ""})
    maria = Client()
    by_code(maria, User(email="maria@utility.example"))
    assert maria.session["_auth_user_id"] != str(ana.pk)


def test_an_address_that_an_administrator_took_away_opens_the_account_no_more(client: Client, ana: User) -> None:
    confirmed(client, ana).get("/en/accounts/email/")  # from here on allauth has a record of it
    ana = User.objects.get(pk=ana.pk)
    ana.email = "maria@utility.example"
    ana.save()
    former = Client()
    former.post("/en/accounts/password/reset/", {"email": "ana@utility.example"})
    assert not mail.outbox
    by_password(former, User(email="ana@utility.example"))
    assert not is_signed_in(former)
    by_password(former, ana)
    assert is_signed_in(former)


def test_with_a_second_factor_the_address_can_be_changed_too(client: Client, ana: User) -> None:
    confirmed(client, ana)
    app_of(ana)
    client.post("/en/accounts/email/", {"email": "maria@utility.example", "action_add": ""})
    assert mail.outbox[0].to == ["maria@utility.example"]


@pytest.mark.parametrize(
    ("language", "word"), [("en", "password"), ("fr", "mot de passe"), ("es", "contraseña"), ("ru", "пароль")]
)
def test_a_changed_password_is_told_in_the_language_of_the_page(
    client: Client, ana: User, language: str, word: str
) -> None:
    by_password(client, ana)
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(f"/{language}/accounts/password/change/", fields)
    [told] = mail.outbox
    assert word in str(told.subject)
    assert str(told.subject) in str(told.body)
    assert "127.0.0.1" in str(told.body)


def test_a_factor_that_was_taken_away_is_told(client: Client, ana: User) -> None:
    confirmed(client, ana)
    app_of(ana)
    client.post("/en/accounts/factors/totp/deactivate/")
    assert [message.to for message in mail.outbox] == [[ana.email]]
