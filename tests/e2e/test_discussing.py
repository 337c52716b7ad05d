"""Who has a question asks it, account or none; members answer, the asker says what helped, facilitators keep order."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, Page, expect

from .accessibility import violations
from .arriving import arrive, sign_in
from .site import Site

HUB = "low-income"


@contextmanager
def phone(chromium: Browser, width: int = 390) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": width, "height": 850}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def ask(page: Page, site: Site, language: str, text: str) -> None:
    """One field and one press, from the hub's home."""
    page.goto(f"{site.url}/{language}/hubs/{HUB}/")
    page.get_by_role("link", name=gettext("Ask a question")).click()
    page.locator("main textarea").fill(text)
    page.get_by_role("button", name=pgettext("a question", "Ask"), exact=True).click()


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_a_newcomer_asks_first_and_says_who_afterwards(site: Site, chromium: Browser, language: str) -> None:
    stamp = time.monotonic_ns()
    with translation.override(language), phone(chromium) as page:
        ask(page, site, language, f"Kiosks {stamp}: who keeps the key?")
        assert violations(page) == []
        arrive(page, site, f"asks-{stamp}@utility.example")
        expect(page.locator("main textarea")).to_have_value(f"Kiosks {stamp}: who keeps the key?")
        assert violations(page) == []
        page.get_by_role("button", name=pgettext("a question", "Ask"), exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Kiosks {stamp}")
        assert violations(page) == []


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ru", 390)])
def test_a_question_is_answered_accepted_and_closed(site: Site, chromium: Browser, language: str, width: int) -> None:
    stamp = time.monotonic_ns()
    site.run("shell", "-c", PEOPLE.format(stamp=stamp), TASKS_MODE="inline")
    with translation.override(language), phone(chromium, width) as asker, phone(chromium, width) as other:
        sign_in(asker, site, language, f"asker-{stamp}@utility.example")
        ask(asker, site, language, f"Tariffs {stamp}: how did you explain them?")
        thread = asker.url
        sign_in(other, site, language, f"boss-{stamp}@utility.example")
        other.goto(thread)
        other.locator("main textarea").fill("In **three** meetings.\n\n<script>alert(1)</script>")
        other.get_by_role("button", name=gettext("Reply"), exact=True).click()
        expect(other.locator("main strong", has_text="three")).to_be_visible()
        assert other.locator(".post script").count() == 0
        asker.goto(thread)
        asker.get_by_role("button", name=gettext("This is the answer")).click()
        expect(asker.get_by_role("button", name=gettext("This is not the answer"))).to_be_visible()
        assert violations(asker) == []
        other.reload()
        other.get_by_role("button", name=pgettext("a discussion", "Close"), exact=True).click()
        expect(other.get_by_role("button", name=pgettext("a discussion", "Reopen"), exact=True)).to_be_visible()
        assert violations(other) == []
        asker.goto(thread)
        expect(asker.locator("main textarea")).to_have_count(0)


PEOPLE = """
from django.utils import timezone
from communities.hubs.models import Hub, Membership
from communities.people.models import User
hub = Hub.objects.get(theme__key="low-income")
for name, role in (("asker", "member"), ("boss", "facilitator")):
    user = User.objects.create_user(f"{{name}}-{stamp}@utility.example", "headwaters-demo", first_name=name)
    Membership.objects.create(hub=hub, user=user, role=role)
"""
