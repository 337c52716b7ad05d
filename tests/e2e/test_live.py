"""What is new shows on an open page: at once where the server holds streams open, later where it cannot."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from .accessibility import violations
from .arriving import PASSWORD, sign_in
from .site import Site, live_server

MADE = """
from uuid import uuid4
from communities.discussions import services
from communities.hubs.models import Hub, Membership
from communities.people.models import User
hub = Hub.objects.get(theme__key="low-income")
for name in ("asks", "answers"):
    user = User.objects.create_user(f"{{name}}-{stamp}@utility.example", "{password}")
    Membership.objects.create(hub=hub, user=user)
asker = User.objects.get(email="asks-{stamp}@utility.example")
print(services.ask(hub=hub, author=asker, body="Meters {stamp}?", language="en", token=uuid4()).thread.pk)
"""
ANSWERED = """
from uuid import uuid4
from communities.discussions import services
from communities.discussions.models import Thread
from communities.people.models import User
thread = Thread.objects.get(pk={pk})
author = User.objects.get(email="answers-{stamp}@utility.example")
for number in range({count}):
    services.reply(thread=thread, author=author, body="By hand.", language="en", token=uuid4())
"""


@contextmanager
def reader(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 850}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("language", "two", "three"), [("ru", "2 новых ответа", "3 новых ответа"), ("fr", "2", "3")])
def test_answers_show_themselves_while_the_page_is_open(
    site: Site, chromium: Browser, language: str, two: str, three: str
) -> None:
    stamp = time.monotonic_ns()
    pk = site.run("shell", "-v0", "-c", MADE.format(stamp=stamp, password=PASSWORD), TASKS_MODE="inline").split()[-1]
    with live_server(site) as (address, _process), reader(chromium) as asker, reader(chromium) as visitor:
        sign_in(asker, site, language, f"asks-{stamp}@utility.example")
        for page in (asker, visitor):
            page.goto(f"{address}/{language}/hubs/low-income/discussions/{pk}/")
            expect(page.locator("#live")).to_be_empty()
        site.run("shell", "-c", ANSWERED.format(stamp=stamp, pk=pk, count=2))
        for page in (asker, visitor):
            expect(page.get_by_role("status").get_by_role("link")).to_contain_text(two)
        site.run("shell", "-c", ANSWERED.format(stamp=stamp, pk=pk, count=1))
        expect(asker.get_by_role("status").get_by_role("link")).to_contain_text(three)
        expect(asker.locator("[data-unread]")).not_to_be_empty()
        assert violations(asker) == []
        asker.get_by_role("status").get_by_role("link").click()
        asker.wait_for_url("**#post-2")
        expect(asker.locator("#live")).to_be_empty()


def test_without_streams_the_page_is_told_when_it_is_looked_at_again(site: Site, chromium: Browser) -> None:
    stamp = time.monotonic_ns()
    pk = site.run("shell", "-v0", "-c", MADE.format(stamp=stamp, password=PASSWORD), TASKS_MODE="inline").split()[-1]
    with reader(chromium) as page:
        page.goto(f"{site.url}/en/hubs/low-income/discussions/{pk}/")
        turn(page, away=True)
        site.run("shell", "-c", ANSWERED.format(stamp=stamp, pk=pk, count=1))
        turn(page, away=False)
        expect(page.get_by_role("status").get_by_role("link")).to_have_text("1 new answer")


def turn(page: Page, away: bool) -> None:
    """To another tab of the browser, or back."""
    hidden = f"{{value: {str(away).lower()}, configurable: true}}"
    page.evaluate(f"Object.defineProperty(document, 'hidden', {hidden})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
