"""Every page of hubs, discussions, people and moderation, as those who use it see it."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.validator import errors_in

from .accessibility import violations
from .arriving import sign_in
from .site import Site, live_server
from .test_pages import OPEN_EVERYTHING, OVERFLOW

Pages = dict[str, list[str]]  # who opens them → below the language
WHO = ("visitor", "member", "facilitator", "moderator")


@pytest.fixture(scope="module")
def pages(site: Site) -> Pages:
    """Something of everything, and where it is looked at."""
    told = site.run("shell", "-v0", "-c", f"from tests.e2e.community import make; make({time.monotonic_ns()})")
    return dict(json.loads(told.splitlines()[-1]))


@contextmanager
def open_for(chromium: Browser, site: Site, who: str, width: int) -> Iterator[Page]:
    with ExitStack() as stack:
        context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        stack.callback(context.close)
        page = context.new_page()
        if who != "visitor":
            sign_in(page, site, "en", f"{who}@pages.example")
        yield page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("who", WHO)
def test_every_page_is_accessible_fits_and_says_nothing_on_the_console(
    site: Site, chromium: Browser, pages: Pages, who: str, width: int
) -> None:
    """On a telephone in Russian and dark, on a desk in English and light: the longest words, and either scheme."""
    language, scheme = ("ru", "dark") if width == 390 else ("en", "light")
    found: dict[str, list[str]] = {}
    with open_for(chromium, site, who, width) as page:
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for path in pages[who]:
            told.clear()
            answer = page.goto(f"{site.url}/{language}/{path}")
            assert answer
            page.evaluate(OPEN_EVERYTHING)
            wrong = [f"answers {answer.status}"] if answer.status != 200 else []
            found[path] = wrong + violations(page) + page.evaluate(OVERFLOW) + told
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_valid_html(site: Site, chromium: Browser, pages: Pages, who: str, tmp_path: Path) -> None:
    with open_for(chromium, site, who, 1280) as page:
        for number, path in enumerate(pages[who]):
            answer = page.context.request.get(f"{site.url}/fr/{path}")
            (tmp_path / f"{number} {path.replace('/', ' ').replace('?', ' ')[:60]}.html").write_bytes(answer.body())
    assert errors_in(tmp_path) == []


def test_where_no_mail_goes_out_the_page_that_says_so_is_accessible_and_valid(
    site: Site, chromium: Browser, tmp_path: Path
) -> None:
    """Where somebody who signs in is told to send the same form once more."""
    without_mail = replace(site, environment=site.environment | {"EMAIL_URL": "smtp://127.0.0.1:1"})
    found: dict[str, list[str]] = {}
    with live_server(without_mail) as (address, _process):
        for width, language, scheme in ((390, "ru", "dark"), (1280, "en", "light")):
            with open_for(chromium, site, "visitor", width) as page:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.goto(f"{address}/{language}/accounts/login/code/")
                page.locator("main input[type=email]").fill("waits@pages.example")
                with page.expect_navigation() as answer:
                    page.locator("main form button[type=submit]").first.click()
                wrong = [] if answer.value and answer.value.status == 503 else ["is answered"]
                found[language] = wrong + violations(page) + page.evaluate(OVERFLOW)
                (tmp_path / f"{language}.html").write_bytes(answer.value.body())
    assert {language: wrong for language, wrong in found.items() if wrong} == {}
    assert errors_in(tmp_path) == []


def test_the_moderators_part_of_the_editor_is_accessible(site: Site, chromium: Browser, pages: Pages) -> None:
    """What is ours of it: the menu and the header beside it are Wagtail's."""
    found: dict[str, list[str]] = {}
    for width in (390, 1280):
        with open_for(chromium, site, "moderator", width) as page:
            for path in pages["desk"]:
                answer = page.goto(f"{site.url}/admin/{path}")
                assert answer
                wrong = [f"answers {answer.status}"] if answer.status != 200 else []
                found[f"{path} {width}"] = wrong + violations(page, "#main")
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
