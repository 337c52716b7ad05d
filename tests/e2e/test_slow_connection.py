"""On a small phone without JavaScript, at 400 kbit/s, a case study is found from the home page and read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from .site import Site

KILOBITS = 400
STUDY = "library/belize-water-services-contra-costa/"
MOST = 300_000  # bytes for all pages on the way, as they come over the line
LIMITS = {"offline": False, "latency": 400, "downloadThroughput": KILOBITS * 125, "uploadThroughput": KILOBITS * 125}


class Line:
    """A slow line that counts what comes over it, headers included."""

    def __init__(self, page: Page) -> None:
        self.received = 0.0
        session: CDPSession = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", self._count)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LIMITS)

    def _count(self, event: dict[str, float]) -> None:
        self.received += event["encodedDataLength"]


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=False, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_a_case_study_is_found_by_searching_and_read_for_300_kilobytes(phone: Page, site: Site) -> None:
    line = Line(phone)
    phone.goto(f"{site.url}/fr/")
    phone.get_by_role("searchbox").fill("Belize Contra Costa")
    phone.get_by_role("searchbox").press("Enter")
    phone.get_by_role("article").locator(f"a[href='/fr/{STUDY}']").click()
    expect(phone).to_have_url(f"{site.url}/fr/{STUDY}")
    facts_come_first_and_languages_are_in_sight(phone)
    assert 20_000 < line.received <= MOST


def test_a_case_study_is_found_through_a_theme_and_read_for_300_kilobytes(phone: Page, site: Site) -> None:
    line = Line(phone)
    phone.goto(f"{site.url}/ru/")
    phone.locator("main a.theme-commercial").first.click()
    phone.get_by_role("article").locator(f"a[href='/ru/{STUDY}']").first.click()
    expect(phone).to_have_url(f"{site.url}/ru/{STUDY}")
    facts_come_first_and_languages_are_in_sight(phone)
    assert 20_000 < line.received <= MOST


def facts_come_first_and_languages_are_in_sight(phone: Page) -> None:
    phone.wait_for_load_state()
    switcher, facts, text = (phone.locator(name) for name in ("header .languages", "dl.facts", ".item-body"))
    for box in (switcher.bounding_box(), facts.bounding_box(), text.bounding_box()):
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert [link.inner_text().split()[0] for link in switcher.get_by_role("link").all()] == ["EN", "FR", "ES", "RU"]
    assert switcher.bounding_box()["y"] < 100
    assert facts.bounding_box()["y"] < text.bounding_box()["y"]
