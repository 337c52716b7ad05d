"""What a reader sees in an ordinary browser: untranslated items, suggestions, results that change in place."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import tab_to, violations
from .editing import PageEditor
from .finding import hit, reload_until, search
from .site import Site

TITLE = "Quicksand below the reservoir"
ADDRESS = "library/quicksand-below-the-reservoir/"


@pytest.fixture
def untranslated(site: Site, editor_page: Page) -> str:
    """The address, below its language, of a case study that is published in English only."""
    editor = PageEditor(editor_page, site.url)
    editor.explore("Headwaters", "English")
    editor.explore("Library")
    if not editor_page.get_by_role("link", name=TITLE, exact=True).count():
        editor.new_case_study(TITLE)
        editor.fill("Summary*", "How a reservoir was kept from sinking.")
        editor.write("Challenge*", "The walls sank by a hand every year.")
        editor.write("Approach*", "Piles were driven into the quicksand.")
        editor.write("Lessons*", "Measure before you build.")
        editor.tick("Themes", "Asset Management")
        editor.tick("Sources", "About WOPs, GWOPA (earlier site)")
        editor.publish()
    return ADDRESS


def test_an_untranslated_item_is_shown_in_its_own_language_with_a_notice(
    site: Site, visitor: Page, untranslated: str
) -> None:
    visitor.goto(f"{site.url}/fr/{untranslated}")
    assert lang(visitor.locator("html")) == "fr"
    heading = visitor.get_by_role("heading", level=1)
    expect(heading).to_have_text(TITLE)
    assert lang(heading) == "en"
    for text in ("How a reservoir was kept", "The walls sank", "Piles were driven", "Measure before"):
        assert lang(visitor.get_by_text(text)) == "en"
    assert lang(visitor.get_by_role("heading", level=2).first) == "fr"

    expect(visitor.get_by_text("pas encore traduite")).to_be_visible()
    canonical = visitor.locator("link[rel=canonical]")
    expect(canonical).to_have_attribute("href", f"{site.url}/en/{untranslated}")
    assert violations(visitor) == []

    visitor.locator(".notice").get_by_role("link").click()
    expect(visitor).to_have_url(f"{site.url}/en/{untranslated}")
    expect(visitor.locator(".notice")).to_have_count(0)


def test_an_untranslated_item_is_found_once(site: Site, visitor: Page, untranslated: str) -> None:
    for language in ("fr", "en"):
        search(visitor, site.url, language, "quicksand")
        reload_until(visitor, hit(visitor, TITLE))
        expect(visitor.get_by_role("article")).to_have_count(1)
        expect(visitor.get_by_role("article").get_by_role("listitem")).to_have_text(["en"])


def test_suggestions_appear_while_typing_and_can_be_reached_from_the_keyboard(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/en/about/")
    box = visitor.get_by_role("searchbox")
    box.press_sequentially("Belize")
    suggestions = visitor.locator("#suggestions").get_by_role("link")
    suggestion = suggestions.filter(has_text="Belize Water Services – Contra Costa Water District").first
    expect(suggestion).to_be_visible()
    expect(visitor.get_by_text(re.compile(r"^\s*\d+ suggestions\s*$"))).to_have_count(1)
    assert violations(visitor) == []

    tab_to(visitor, suggestion)
    expect(suggestion).to_be_visible()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(re.compile("^Belize Water Services"))


def test_suggestions_go_when_the_words_go(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/en/")
    box = visitor.get_by_role("searchbox")
    box.press_sequentially("Belize")
    suggestions = visitor.locator("#suggestions").get_by_role("link")
    expect(suggestions.first).to_be_visible()
    box.clear()
    expect(suggestions).to_have_count(0)


@pytest.mark.parametrize("steps", [0, 2])
def test_escape_closes_the_suggestions_and_keeps_the_words(site: Site, visitor: Page, steps: int) -> None:
    """From the box itself and from a suggestion that has the focus (beyond the button)."""
    visitor.goto(f"{site.url}/en/about/")
    box = visitor.get_by_role("searchbox")
    box.press_sequentially("Belize")
    suggestions = visitor.locator("#suggestions").get_by_role("link")
    expect(suggestions.first).to_be_visible()
    for _step in range(steps):
        visitor.keyboard.press("Tab")
    visitor.keyboard.press("Escape")
    expect(suggestions).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("Belize")


def test_the_contents_stay_beside_a_long_text_and_lead_to_its_parts(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/ru/library/code-of-conduct/")
    contents = visitor.get_by_role("navigation", name="На этой странице")
    contents.get_by_role("link", name=re.compile(r"^4\. ")).click()
    expect(visitor).to_have_url(re.compile("#principle-4$"))
    principle = visitor.locator("#principle-4")
    expect(principle).to_be_in_viewport()
    expect(contents).to_be_in_viewport()
    beside, text = contents.bounding_box(), principle.bounding_box()
    assert beside
    assert text
    assert beside["x"] >= text["x"] + text["width"]


def test_results_change_in_place_when_a_filter_is_chosen(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/en/search/?q=Belize")
    leave_a_mark(visitor)
    everything = visitor.get_by_role("heading", level=1).inner_text()
    choice = visitor.get_by_role("link", name=re.compile(r"^Organisation \d+$"))
    count = re.sub(r"\D", "", choice.inner_text())
    choice.click()

    expect(visitor).to_have_url(f"{site.url}/en/search/?q=Belize&kind=organisation")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(re.compile(rf"^\s*{count} works on “Belize”"))
    expect(visitor.locator("#search-status")).to_have_text(re.compile(rf"^\s*{count} works"))
    expect(visitor.get_by_role("article").locator(".kicker").first).to_have_text("Organisation")
    expect(choice).to_have_attribute("aria-current", "true")
    expect(choice).to_be_focused()
    assert is_the_same_page(visitor)
    assert violations(visitor) == []

    visitor.go_back()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(everything.strip())


def test_results_change_in_place_while_typing(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/en/search/")
    leave_a_mark(visitor)
    visitor.get_by_role("searchbox").press_sequentially("Contra Costa")
    expect(visitor).to_have_url(re.compile(r"/en/search/\?q=Contra(%20|\+)Costa$"))
    expect(visitor).to_have_title("Contra Costa · Search · Headwaters")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(re.compile("works on “Contra Costa”"))
    expect(visitor.get_by_role("searchbox")).to_be_focused()
    assert is_the_same_page(visitor)


def test_a_filter_survives_new_words(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/en/search/?q=Belize&kind=organisation")
    box = visitor.get_by_role("searchbox")
    box.fill("Honduras")
    box.press("Enter")
    expect(visitor).to_have_url(re.compile(r"q=Honduras&kind=organisation$"))
    expect(visitor.get_by_role("link", name="Remove: Organisation")).to_be_visible()


def lang(locator: Locator) -> str:
    """The language that applies to an element: its own or what is around it."""
    return str(locator.evaluate("element => element.closest('[lang]').lang"))


def leave_a_mark(page: Page) -> None:
    """Leave something behind that a new page would not have."""
    page.evaluate("window.isTheSamePage = true")


def is_the_same_page(page: Page) -> bool:
    return bool(page.evaluate("window.isTheSamePage === true"))


def test_a_file_of_the_results_is_downloaded_and_the_results_stay(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/en/search/?q=non-revenue+water")
    heading = visitor.get_by_role("heading", level=1)
    before = heading.inner_text()
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "headwaters.csv"
    expect(heading).to_have_text(before)


def test_one_press_saves_a_work_for_later_and_another_lets_it_go(site: Site, visitor: Page) -> None:
    visitor.goto(f"{site.url}/en/library/code-of-conduct/")
    visitor.get_by_role("button", name="Save for later").click()
    expect(visitor).to_have_url(f"{site.url}/en/saved/")
    expect(visitor.get_by_role("article")).to_have_count(1)
    assert violations(visitor) == []
    visitor.get_by_role("button", name="Remove: Code of Conduct for Water Operators' Partnerships").click()
    expect(visitor.get_by_role("heading", name="Nothing saved yet")).to_be_visible()
