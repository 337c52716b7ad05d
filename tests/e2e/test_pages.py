"""What holds on every public page, in both widths, light and dark. Each page is visited once per width."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, ConsoleMessage, Page

from .accessibility import violations
from .addresses import PAGES, addresses
from .site import Site

WIDTHS = (390, 1280)
CODES = ["en", "es", "fr", "ru"]
OPEN_EVERYTHING = "document.querySelectorAll('details').forEach(details => details.open = true)"
OVERFLOW = """() => {
    const width = window.innerWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')].filter(part => part.getBoundingClientRect().right > width + 1)
        .slice(-3).map(part => part.outerHTML.slice(0, 160));
}"""
FRAME = """() => ({
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll('h1')].map(heading => heading.innerText),
    alternates: [...document.querySelectorAll('link[hreflang]')].map(link => [link.hreflang, link.href]),
    canonical: document.querySelector('link[rel=canonical]')?.href ?? '',
    switcher: [...document.querySelectorAll('header nav a[hreflang]')].map(link => [link.hreflang, link.href]),
})"""


@dataclass
class Visit:
    """What one visit of a page brought to light."""

    language: str
    kind: str
    width: int
    url: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    overflow: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    lang: str = ""
    headings: list[str] = field(default_factory=list)
    alternates: list[list[str]] = field(default_factory=list)
    canonical: str = ""
    switcher: list[list[str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def contexts(chromium: Browser, site: Site) -> Iterator[dict[int, BrowserContext]]:
    """One browser for each width, without animations: colours are looked at when they have settled."""
    made = {
        width: chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        for width in WIDTHS
    }
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="module", params=addresses(), ids="-".join)
def visits(request: pytest.FixtureRequest, site: Site, contexts: dict[int, BrowserContext]) -> list[Visit]:
    language, kind = request.param
    url = f"{site.url}/{language}/{PAGES[kind]}"
    return [visit(contexts[width], Visit(language, kind, width, url)) for width in WIDTHS]


@pytest.fixture(scope="module")
def reader(contexts: dict[int, BrowserContext]) -> APIRequestContext:
    """Fetches pages without looking at them."""
    return contexts[WIDTHS[0]].request


def test_every_page_is_accessible_in_light_and_dark(visits: list[Visit]) -> None:
    assert _of(visits, lambda visit: visit.violations) == {}


def test_every_page_fits_its_window(visits: list[Visit]) -> None:
    assert _of(visits, lambda visit: visit.overflow) == {}


def test_no_page_has_anything_to_say_on_the_console(visits: list[Visit]) -> None:
    assert _of(visits, lambda visit: visit.complaints) == {}


def test_no_page_asks_another_host(visits: list[Visit], site: Site) -> None:
    assert _of(visits, lambda visit: [url for url in visit.requests if not url.startswith(f"{site.url}/")]) == {}


def test_every_page_forbids_inline_scripts_and_styles(visits: list[Visit]) -> None:
    for visit in visits:
        policy = visit.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_reading_a_page_sets_no_cookie(visits: list[Visit]) -> None:
    if visits[0].kind.startswith("sign-in"):
        assert {name for visit in visits for name in visit.cookies} <= {"csrftoken", "sessionid"}
    else:
        assert _of(visits, lambda visit: visit.cookies) == {}


def test_every_page_answers_with_one_main_heading_in_its_language(visits: list[Visit]) -> None:
    for visit in visits:
        assert visit.status == (404 if visit.kind == "not found" else 200)
        assert visit.lang == visit.language
        assert len(visit.headings) == 1
        assert visit.headings[0].strip()


def test_every_page_names_itself_in_all_four_languages(visits: list[Visit]) -> None:
    page = visits[0]
    if page.kind == "not found":
        assert page.alternates == []
        return
    own = page.url.split("?")[0]
    expected = {code: own.replace(f"/{page.language}/", f"/{code}/", 1) for code in CODES}
    assert dict(page.alternates) == expected | {"x-default": expected["en"]}
    assert page.canonical in (own, "") if page.kind.startswith("sign-in") else page.canonical == own


def test_the_language_switcher_goes_to_the_same_item(visits: list[Visit], reader: APIRequestContext) -> None:
    page = visits[0]
    assert sorted(code for code, _url in page.switcher) == CODES
    for code, url in page.switcher:
        assert url == page.url.replace(f"/{page.language}/", f"/{code}/", 1)
        answer = reader.get(url)
        assert answer.status == page.status
        assert f'<html lang="{code}">' in answer.text()


def visit(context: BrowserContext, seen: Visit) -> Visit:
    """Look at a page in light as it comes, then in dark with all that can be opened open."""
    context.clear_cookies()
    page = context.new_page()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: _note(seen, message))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.emulate_media(color_scheme="light")
    response = page.goto(seen.url)
    assert response
    seen.status, seen.headers = response.status, response.all_headers()
    for name, value in page.evaluate(FRAME).items():
        setattr(seen, name, value)
    _inspect(page, seen, "light")
    page.emulate_media(color_scheme="dark")
    page.evaluate(OPEN_EVERYTHING)
    _inspect(page, seen, "dark, open")
    seen.cookies = [str(cookie.get("name")) for cookie in context.cookies()]
    page.close()
    return seen


def _note(seen: Visit, message: ConsoleMessage) -> None:
    is_the_page_itself = seen.kind == "not found" and message.location["url"] == seen.url
    if message.type in ("error", "warning") and not is_the_page_itself:
        seen.complaints.append(f"{message.text} ({urlsplit(message.location['url']).path})")


def _inspect(page: Page, seen: Visit, state: str) -> None:
    seen.overflow += [f"{state}: {part}" for part in page.evaluate(OVERFLOW)]
    seen.violations += [f"{state}: {violation}" for violation in violations(page)]


def _of(visits: list[Visit], found: Callable[[Visit], list[str]]) -> dict[int, list[str]]:
    """Width → what was found there."""
    return {visit.width: found(visit) for visit in visits if found(visit)}
