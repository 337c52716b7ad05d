"""A newcomer gives an address, types in a code and is inside a hub; a facilitator runs it, all on a phone too."""

import time
from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, BrowserContext, expect

from .accessibility import tab_to, violations
from .arriving import arrive, code_in, mail_to
from .site import Site

HUB = "non-revenue-water"


@pytest.fixture
def width() -> int:
    return 1280


@pytest.fixture
def browser(width: int, chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.mark.parametrize(("language", "width"), [("fr", 390), ("ru", 1280), ("ru", 390)])
def test_a_newcomer_joins_with_one_click_one_field_and_one_code(
    site: Site, browser: BrowserContext, language: str
) -> None:
    address = f"new-{language}-{time.monotonic_ns()}@utility.example"
    page = browser.new_page()
    page.goto(f"{site.url}/{language}/hubs/{HUB}/")
    with translation.override(language):
        page.get_by_role("link", name=pgettext("a hub", "Join"), exact=True).click()
        assert violations(page) == []
        page.locator("main input[type=email]").fill(address)
        page.get_by_role("button", name=gettext("Send me the code")).click()
        assert violations(page) == []
        page.locator("main input[name=code]").fill(code_in(mail_to(site, address)))
        page.get_by_role("button", name=gettext("Continue")).click()
        expect(page).to_have_url(f"{site.url}/{language}/hubs/{HUB}/")
        expect(page.get_by_text(gettext("You are a member"), exact=True)).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name=pgettext("a hub", "Leave")).click()
        expect(page.get_by_role("button", name=pgettext("a hub", "Join"), exact=True)).to_be_visible()


def test_a_newcomer_joins_with_the_keyboard_alone(site: Site, browser: BrowserContext) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}/en/hubs/{HUB}/")
    tab_to(page, page.get_by_role("link", name="Join", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/join/")
    address = f"keys-{time.monotonic_ns()}@utility.example"
    tab_to(page, page.locator("main input[type=email]"))
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/confirm/**")
    tab_to(page, page.locator("main input[name=code]"))
    page.keyboard.type(code_in(mail_to(site, address)))
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are a member", exact=True)).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("fr", 390), ("ru", 1280), ("ru", 390)])
def test_a_facilitator_lets_in_who_asks_from_the_mail_itself(
    site: Site, browser: BrowserContext, chromium: Browser, language: str
) -> None:
    stamp = time.monotonic_ns()
    boss, asker = f"boss-{stamp}@utility.example", f"asker-{stamp}@utility.example"
    site.run("shell", "-c", FACILITATED.format(boss=boss, language=language), TASKS_MODE="inline")
    page = browser.new_page()
    with translation.override(language):
        page.goto(f"{site.url}/{language}/hubs/quality/join/")
        arrive(page, site, asker)
        expect(page.get_by_text(gettext("You asked to join. A facilitator will answer you by mail."))).to_be_visible()
        site.run("shell", "-c", MAILED)
        text = mail_to(site, boss)
        [link] = [line for line in text.splitlines() if "/asked/" in line]
        phone = chromium.new_context(viewport={"width": 390, "height": 800}).new_page()
        phone.goto(link)
        assert violations(phone) == []
        phone.get_by_role("button", name=pgettext("somebody who asks to join", "Let in")).click()
        expect(phone.locator("main [role=status]")).to_have_text(gettext("Your answer is on its way."))
        phone.context.close()
        page.goto(f"{site.url}/{language}/inbox/")
        assert violations(page) == []
        page.locator("main .rows a").first.click()
        expect(page.get_by_text(gettext("You are a member"), exact=True)).to_be_visible()
        page.goto(f"{site.url}/{language}/hubs/quality/members/")
        assert violations(page) == []


MAILED = "from communities.notifications.mailing import mail_what_is_due; mail_what_is_due('at_once')"
FACILITATED = """
from communities.hubs.models import Hub, Membership
from communities.people.models import User
Hub.objects.filter(theme__key="quality").update(joining="request")
boss = User.objects.create_user("{boss}", language="{language}")
Membership.objects.create(hub=Hub.objects.get(theme__key="quality"), user=boss, role="facilitator")
"""
