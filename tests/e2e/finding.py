"""What a visitor does with the search page."""

import re
import time
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

AWAY = "The full search is away for a moment: a simpler one answers."


def search(page: Page, site_url: str, language: str, words: str) -> None:
    """Type words into the search page of a language and press Enter."""
    page.goto(f"{site_url}/{language}/search/")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(rf"/{language}/search/\?q={re.escape(quote(words))}$"))


def hit(page: Page, title: str) -> Locator:
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=title, exact=True))


def reload_until(page: Page, locator: Locator, seconds: float = 30) -> None:
    """The worker needs a moment: look again until it is there."""
    end = time.monotonic() + seconds
    while not locator.is_visible():
        assert time.monotonic() < end, f"{page.url} does not show {locator} after {seconds} s:\n{_main(page)}"
        time.sleep(0.5)
        page.reload()


def _main(page: Page) -> str:
    return page.get_by_role("main").inner_text()
