"""What somebody who is signed in sees of the account: accessible, valid, as wide as the telephone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .accessibility import violations
from .conftest import PASSWORD
from .site import Site
from .test_html import errors_in
from .test_pages import OVERFLOW

EMAIL = "account@example.org"
MAKE = "from communities.people.models import User; User.objects.create_user({email!r}, {password!r})"
PATHS = (
    "",
    "email/",
    "password/change/",
    "factors/",
    "factors/totp/activate/",
    "factors/webauthn/",
    "factors/webauthn/add/",
    "sessions/",
    "logout/",
)


@pytest.fixture(scope="module")
def member(chromium: Browser, site: Site) -> Iterator[Page]:
    """Signed in on a telephone by password, which was confirmed a moment ago."""
    site.run("shell", "-c", MAKE.format(email=EMAIL, password=PASSWORD))
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site.url}/en/accounts/login/?next=/en/accounts/factors/totp/activate/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Password").fill(PASSWORD)
    assert violations(page) == []
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up an app")
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_of_an_account_is_accessible_and_fits(member: Page, site: Site, language: str, scheme: str) -> None:
    member.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = {}
    for path in PATHS:
        member.goto(f"{site.url}/{language}/accounts/{path}")
        found[path] = violations(member) + member.evaluate(OVERFLOW)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_every_page_of_an_account_is_valid_html(member: Page, site: Site, tmp_path: Path) -> None:
    for language in ("en", "ru"):
        for path in PATHS:
            answer = member.context.request.get(f"{site.url}/{language}/accounts/{path}")
            (tmp_path / f"{language} {path.replace('/', ' ')}.html").write_bytes(answer.body())
    assert errors_in(tmp_path) == []


def test_the_policy_stops_nothing_on_these_pages(member: Page, site: Site) -> None:
    told: list[str] = []
    member.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    for path in PATHS:
        member.goto(f"{site.url}/en/accounts/{path}")
    expect(member.get_by_role("heading", level=1)).to_be_visible()
    assert told == []
