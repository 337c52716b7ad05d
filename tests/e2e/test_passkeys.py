"""A passkey, with the authenticator that Chromium has for tests: added, used alone, used as a second factor."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from .accessibility import violations
from .conftest import PASSWORD
from .site import Site

EMAIL = "passkeys@example.org"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
MAKE = "from communities.people.models import User; User.objects.create_user({email!r}, {password!r})"
FORGET = "from communities.people.models import User; User.objects.get(email={email!r}).delete()"


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """The site under a name: a browser has no passkeys for numbers. Somebody has an account there."""
    site.run("shell", "-c", MAKE.format(email=EMAIL, password=PASSWORD))
    yield site.url.replace("127.0.0.1", "localhost")
    site.run("shell", "-c", FORGET.format(email=EMAIL))


@pytest.fixture
def person(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def device(person: Page) -> tuple[CDPSession, str]:
    """What would ask for a finger, and its id."""
    session = person.context.new_cdp_session(person)
    session.send("WebAuthn.enable")
    made: dict[str, Any] = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session, made["authenticatorId"]


def test_a_passkey_is_added_and_signs_in_alone(person: Page, device: tuple[CDPSession, str], address: str) -> None:
    with_password(person, address)
    add_passkey(person, address)
    assert violations(person) == []
    sign_out(person, address)

    person.goto(f"{address}/en/accounts/login/code/?next=/en/sdgs/")
    assert violations(person) == []
    person.get_by_role("button", name="Sign in with a passkey").click()
    expect(person).to_have_url(f"{address}/en/sdgs/")
    person.goto(f"{address}/en/accounts/")
    expect(person.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_passkey_is_the_second_factor_after_a_password(
    person: Page, device: tuple[CDPSession, str], address: str
) -> None:
    with_password(person, address)
    add_passkey(person, address)
    sign_out(person, address)

    with_password(person, address)
    expect(person.get_by_role("heading", level=1)).to_have_text("One more step")
    assert violations(person) == []
    person.get_by_role("button", name="Use a passkey").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_passkey_that_was_refused_is_told_beside_the_button(
    person: Page, device: tuple[CDPSession, str], address: str
) -> None:
    session, authenticator = device
    with_password(person, address)
    add_passkey(person, address)
    sign_out(person, address)

    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    person.goto(f"{address}/en/accounts/login/")
    person.get_by_role("button", name="Sign in with a passkey").click()
    expect(person.get_by_role("alert")).to_contain_text("The passkey was not used.")


def test_a_passkey_is_renamed_and_removed_after_it_confirmed_who_it_is(
    person: Page, device: tuple[CDPSession, str], address: str
) -> None:
    with_password(person, address)
    add_passkey(person, address)
    person.goto(f"{address}/en/accounts/factors/webauthn/reauthenticate/?next=/en/accounts/factors/webauthn/")
    assert violations(person) == []
    person.get_by_role("button", name="Use a passkey").click()
    person.get_by_role("link", name="Rename").click()
    person.get_by_label("Name").fill("Blue telephone")
    person.get_by_role("button", name="Save the name").click()
    expect(person.get_by_role("main")).to_contain_text("Blue telephone")
    assert violations(person) == []
    person.get_by_role("link", name="Remove").click()
    person.get_by_role("button", name="Remove the passkey").click()
    expect(person.get_by_role("main")).to_contain_text("You have none yet.")


def with_password(page: Page, address: str) -> None:
    page.goto(f"{address}/en/accounts/login/?next=/en/accounts/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page: Page, address: str) -> None:
    page.goto(f"{address}/en/accounts/factors/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    assert violations(page) == []
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/en/accounts/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{address}/en/")
