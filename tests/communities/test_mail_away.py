"""While the mail server is away, who waits for a mail reads so at once, loses nothing and learns nothing of others."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from communities.people.models import User
from tests.smtp import Sink, smtp_sink

from .accounts import PASSWORD, app_of, confirmed
from .hubs import HUB, person

pytestmark = pytest.mark.django_db
CODE, RESET, CHANGE = "/accounts/login/code/", "/accounts/password/reset/", "/en/accounts/email/"
HEADING = {
    "en": "We cannot send mail at the moment",
    "fr": "Nous ne pouvons pas envoyer",
    "es": "no podemos enviar",
    "ru": "не можем отправить",
}


@pytest.fixture
def away(settings: Any, port: int) -> int:
    """Nobody listens at the port where the mail server was."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    return port


def typed_in(page: Any) -> str:
    return page.content.decode().partition("</h1>")[2]


@pytest.mark.parametrize("language", HEADING)
@pytest.mark.parametrize("address", [CODE, f"/hubs/{HUB}/join/", RESET])
def test_it_is_said_in_the_readers_language_and_what_was_typed_is_kept(
    away: int, client: Client, language: str, address: str
) -> None:
    person("ana")
    page = client.post(f"/{language}{address}", {"email": "ana@utility.example", "next": "/fr/hubs/"})
    assert page.status_code == 503
    assert HEADING[language].lower() in page.content.decode().lower()
    assert f'action="/{language}{address}"' in typed_in(page)
    assert 'name="email" value="ana@utility.example"' in typed_in(page)
    assert 'name="next" value="/fr/hubs/"' in typed_in(page)


@pytest.mark.parametrize("address", [CODE, RESET])
def test_the_answer_is_the_same_whether_there_is_an_account_or_not(away: int, address: str) -> None:
    person("known")
    person("suspended", is_active=False)
    pages = []
    for name in ("known", "suspended", "nobody"):
        page = Client().post(f"/en{address}", {"email": f"{name}@utility.example"})
        lines = [line.replace(name, "") for line in typed_in(page).splitlines() if "csrf" not in line]
        pages.append((page.status_code, lines))
    assert pages[0] == pages[1] == pages[2]
    assert pages[0][0] == 503


def test_a_newcomer_presses_again_when_the_server_is_back_and_has_the_code(away: int, client: Client) -> None:
    address = f"/en/hubs/{HUB}/join/"
    client.get(address)
    assert client.post(address, {"email": "new@utility.example"}).status_code == 503
    with smtp_sink(away) as sink:
        assert client.post(address, {"email": "new@utility.example"}).status_code == 302
    assert [message["To"] for message in sink.mails] == ["new@utility.example"]


def test_a_change_of_address_is_sent_again_with_one_press(away: int, client: Client) -> None:
    confirmed(client, person("ana", password=PASSWORD))
    sent = {"email": "maria@utility.example", "action_add": ""}
    assert client.post(CHANGE, sent).status_code == 503
    with smtp_sink(away) as sink:
        assert client.post(CHANGE, sent).status_code == 302
    assert [message["To"] for message in sink.mails] == ["maria@utility.example"]
    assert User.objects.get().email == "ana@utility.example"


def test_no_address_of_another_is_found_out_by_changing_to_it(away: int, client: Client) -> None:
    person("other")
    confirmed(client, person("ana", password=PASSWORD))
    for name in ("other", "nobody"):
        assert client.post(CHANGE, {"email": f"{name}@utility.example", "action_add": ""}).status_code == 503


def test_a_password_stands_in_no_page(away: int, client: Client) -> None:
    page = client.post(f"/en{CODE}", {"email": "ana@utility.example", "password": PASSWORD})
    assert page.status_code == 503
    assert PASSWORD not in page.content.decode()


def test_what_is_only_told_afterwards_does_not_undo_what_was_done(away: int, client: Client) -> None:
    ana = person("ana", password=PASSWORD)
    confirmed(client, ana)
    new = "quite another secret"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/en/accounts/password/change/", sent).status_code == 302
    assert User.objects.get().check_password(new)


def test_an_address_that_is_refused_is_answered_like_every_other(sink: Sink, client: Client) -> None:
    ana = person("ana")
    sink.refused = {ana.email}
    answers = {client.post(f"/en{RESET}", {"email": email})["Location"] for email in (ana.email, "no@b.example")}
    assert len(answers) == 1


def test_with_a_second_factor_nothing_is_different(away: int, client: Client) -> None:
    app_of(person("ana"))
    assert client.post(f"/en{CODE}", {"email": "ana@utility.example"}).status_code == 503


def test_mails_that_go_out_say_nothing_of_it(client: Client) -> None:
    with translation.override("en"):
        assert client.post(f"/en{CODE}", {"email": "ana@utility.example"}).status_code == 302
    assert len(mail.outbox) == 1
