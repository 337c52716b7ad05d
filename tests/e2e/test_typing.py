"""What is typed shows as it will look and comes back: on another device, offline, after a session ended."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .accessibility import violations
from .arriving import PASSWORD, sign_in
from .site import Site

HUB = "low-income"


@contextmanager
def device(chromium: Browser, width: int = 390) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": width, "height": 850}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def writer(site: Site) -> str:
    """The address of a member, whose colleague Ana can be written to."""
    stamp = time.monotonic_ns()
    site.run("shell", "-c", PEOPLE.format(stamp=stamp), TASKS_MODE="inline")
    return f"writer-{stamp}@utility.example"


def question_form(page: Page, site: Site, language: str) -> None:
    page.goto(f"{site.url}/{language}/hubs/{HUB}/discussions/new/")


def type_question(page: Page, text: str) -> None:
    """And wait until the site has it."""
    with page.expect_response(re.compile("/discussions/preview/")):
        page.locator("main textarea").press_sequentially(text)


def type_offline(page: Page, text: str) -> None:
    """And wait until the browser has given up."""
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: "/discussions/preview/" in request.url):
        page.locator("main textarea").press_sequentially(text)
    page.context.set_offline(False)


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_a_text_shows_as_it_will_look_and_opens_again_on_another_device(
    site: Site, chromium: Browser, writer: str, language: str
) -> None:
    with translation.override(language), device(chromium) as telephone, device(chromium, 1280) as desk:
        sign_in(telephone, site, language, writer)
        question_form(telephone, site, language)
        type_question(telephone, "Who **keeps** the key?")
        expect(telephone.locator("#preview strong")).to_have_text("keeps")
        expect(telephone.get_by_role("button", name=gettext("Discard the draft"))).to_be_visible()
        expect(telephone.locator("#looked")).to_be_empty()
        assert violations(telephone) == []
        telephone.get_by_role("button", name=gettext("Preview"), exact=True).click()
        expect(telephone.locator("#looked")).to_have_text(gettext("Below the text you see how it will look."))
        telephone.close()

        sign_in(desk, site, language, writer)
        question_form(desk, site, language)
        expect(desk.locator("main textarea")).to_have_value("Who **keeps** the key?")
        assert violations(desk) == []
        desk.get_by_role("button", name=gettext("Discard the draft")).click()
        expect(desk.locator("main textarea")).to_have_value("")
        desk.reload()
        expect(desk.locator("main textarea")).to_have_value("")


def test_nothing_is_asked_of_the_site_for_an_empty_or_unchanged_text(
    site: Site, chromium: Browser, writer: str
) -> None:
    with device(chromium) as page:
        sign_in(page, site, "en", writer)
        question_form(page, site, "en")
        type_question(page, "A")
        expect(page.locator("#preview p")).to_have_text("A")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if "/preview/" in request.url else None)
        page.locator("main textarea").press("ArrowLeft")
        page.locator("main textarea").press("Delete")
        page.wait_for_timeout(1_500)
        expect(page.locator("#preview")).to_be_empty()
        assert asked == []


def test_without_a_connection_the_device_keeps_it_for_this_account_alone(
    site: Site, chromium: Browser, writer: str
) -> None:
    with device(chromium) as page:
        sign_in(page, site, "en", writer)
        question_form(page, site, "en")
        type_question(page, "Meters")
        context = page.context
        type_offline(page, " on kiosks")
        page.close()

        again = context.new_page()
        question_form(again, site, "fr")
        expect(again.locator("main textarea")).to_have_value("Meters on kiosks")
        expect(again.locator("#preview p")).to_have_text("Meters on kiosks")
        again.locator("main textarea").press("End")
        type_offline(again, "?")
        assert len(stored(again)) == 1
        forget_session(context)
        sign_in(again, site, "en", writer.replace("writer", "ana"))
        question_form(again, site, "en")
        expect(again.locator("main textarea")).to_have_value("")
        assert stored(again) == []


def test_what_was_posted_or_whose_writer_signed_out_is_not_left_on_the_device(
    site: Site, chromium: Browser, writer: str
) -> None:
    with device(chromium) as page:
        sign_in(page, site, "en", writer)
        question_form(page, site, "en")
        page.locator("main textarea").press_sequentially("Who pays?")
        page.get_by_role("button", name=pgettext("a question", "Ask"), exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Who pays?")
        assert stored(page) == []
        question_form(page, site, "en")
        expect(page.locator("main textarea")).to_have_value("")

        type_offline(page, "Not for others")
        assert len(stored(page)) == 1
        page.goto(f"{site.url}/en/accounts/logout/")
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.wait_for_url(f"{site.url}/en/")
        assert stored(page) == []


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_a_session_that_ends_while_a_message_is_written(
    site: Site, chromium: Browser, writer: str, language: str
) -> None:
    with translation.override(language), device(chromium) as page:
        sign_in(page, site, language, writer)
        page.goto(f"{site.url}/{language}/people/{public_id_of_ana(site, writer)}/contact/")
        page.locator("main textarea").fill("An hour\nof work")
        forget_session(page.context)
        page.get_by_role("button", name=pgettext("a message", "Send"), exact=True).click()
        page.locator("input[name=login]").fill(writer)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name=gettext("Sign in"), exact=True).click()
        expect(page.locator("main textarea")).to_have_value("An hour\nof work")
        nothing_sent = gettext("You had to sign in first: nothing was sent. What you typed is kept here.")
        expect(page.get_by_text(nothing_sent)).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name=pgettext("a message", "Send"), exact=True).click()
        expect(page.get_by_text(gettext("Your message is sent."))).to_be_visible()


def test_who_signed_in_in_another_tab_sends_the_same_form_again(site: Site, chromium: Browser, writer: str) -> None:
    with device(chromium) as page:
        sign_in(page, site, "en", writer)
        question_form(page, site, "en")
        forget_session(page.context)
        other = page.context.new_page()
        sign_in(other, site, "en", writer)
        page.locator("main textarea").fill("Which tariff\n\nwas fair?")
        page.get_by_role("button", name=pgettext("a question", "Ask"), exact=True).click()
        expect(page.get_by_label("What you typed")).to_have_value("Which tariff\n\nwas fair?")
        assert violations(page) == []
        page.get_by_role("button", name="Send it again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Which tariff")


def stored(page: Page) -> list[str]:
    keys: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return [key for key in keys if key.startswith("draft ")]


def forget_session(context: BrowserContext) -> None:
    """As when it ended; the token of forms stays."""
    context.clear_cookies(name="sessionid")


def public_id_of_ana(site: Site, writer: str) -> str:
    mail = writer.replace("writer", "ana")
    told = site.run("shell", "-c", f"{IMPORT}; print('id:', User.objects.get(email='{mail}').profile.public_id)")
    return re.search(r"id: (\w+)", told)[1]  # type: ignore[index]


IMPORT = "from communities.people.models import User"
PEOPLE = """
from django.utils import timezone
from communities.hubs.models import Hub, Membership
from communities.people.models import User
hub = Hub.objects.get(theme__key="low-income")
for name in ("writer", "ana"):
    mail, now = f"{{name}}-{stamp}@utility.example", timezone.now()
    user = User.objects.create_user(mail, "headwaters-demo", first_name=name, last_name="X", last_login=now)
    Membership.objects.create(hub=hub, user=user)
"""
