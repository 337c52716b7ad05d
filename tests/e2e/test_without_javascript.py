"""Everything a visitor can do works without JavaScript, on a phone, and from the keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .accessibility import is_marked, tab_stops, tab_to
from .finding import hit
from .site import Site

PARTNERSHIP = "Belize Water Services – Contra Costa Water District"


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """A phone that runs no scripts."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def test_a_reader_finds_a_partnership_and_reads_it_in_russian(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/en/")
    reader.get_by_role("searchbox").fill("Belize")
    reader.get_by_role("button", name="Search", exact=True).click()
    everything = total(reader)

    filters(reader).click()
    reader.get_by_role("link", name=re.compile(r"^Water operators' partnership \d+$")).click()
    expect(reader).to_have_url(re.compile("q=Belize&kind=wop"))
    assert 0 < total(reader) < everything

    hit(reader, PARTNERSHIP).get_by_role("heading").get_by_role("link").click()
    expect(reader).to_have_url(f"{site.url}/en/partnerships/wop-bws-ccwd/")
    reader.get_by_role("navigation", name="Language").get_by_role("link", name="Русский").click()
    expect(reader).to_have_url(f"{site.url}/ru/partnerships/wop-bws-ccwd/")
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("Белиз|Калифорния"))


def test_a_partnership_leads_to_its_case_study(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/ru/partnerships/wop-bws-ccwd/")
    links = reader.get_by_role("main").locator("a[href='/ru/library/belize-water-services-contra-costa/']")
    assert links.count() == 1
    links.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("Калифорния"))


def test_a_case_study_leads_to_its_partnership(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/ru/library/belize-water-services-contra-costa/")
    reader.get_by_role("main").locator("a[href='/ru/partnerships/wop-bws-ccwd/']").click()
    expect(reader).to_have_url(f"{site.url}/ru/partnerships/wop-bws-ccwd/")


def test_a_reader_takes_a_filter_back(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/en/search/?q=water&kind=case-study&theme=commercial")
    narrowed = total(reader)
    reader.get_by_role("link", name="Remove: Case study").click()
    expect(reader).to_have_url(f"{site.url}/en/search/?q=water&theme=commercial")
    assert total(reader) > narrowed
    reader.get_by_role("link", name="Clear all").click()
    expect(reader).to_have_url(f"{site.url}/en/search/?q=water")


def test_a_reader_turns_the_pages_of_the_results(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/en/search/?q=water")
    first = titles(reader)
    pages = reader.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Next").click()
    expect(pages).to_contain_text("Page 2 of")
    assert len(first) == 10
    assert not set(first) & set(titles(reader))
    pages.get_by_role("link", name="Previous").click()
    expect(pages).to_contain_text("Page 1 of")
    assert titles(reader) == first


def test_a_reader_opens_the_menu(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/ru/about/")
    link = reader.get_by_role("navigation", name="Основное меню").get_by_role("link", name="Партнёрства")
    expect(link).to_be_hidden()
    reader.locator("header summary").click()
    link.click()
    expect(reader).to_have_url(f"{site.url}/ru/partnerships/")


def test_a_reader_opens_the_contents_of_a_long_item(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/fr/library/code-of-conduct/")
    contents = reader.get_by_role("navigation", name="Sur cette page")
    link = contents.get_by_role("link", name=re.compile(r"^3\. "))
    expect(link).to_be_hidden()
    contents.locator("summary").click()
    link.click()
    expect(reader).to_have_url(re.compile("#principle-3$"))
    expect(reader.locator("#principle-3")).to_be_in_viewport()


def test_the_first_tab_skips_to_the_content(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/en/library/")
    reader.keyboard.press("Tab")
    skip = reader.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert is_marked(skip)
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    assert reader.locator("main :focus").count() == 1


def test_a_reader_searches_from_the_keyboard(reader: Page, site: Site) -> None:
    reader.goto(f"{site.url}/en/")
    tab_to(reader, reader.get_by_role("searchbox"))
    reader.keyboard.type("Belize")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{site.url}/en/search/?q=Belize")

    tab_to(reader, filters(reader))
    reader.keyboard.press("Enter")
    tab_to(reader, reader.get_by_role("link", name=re.compile(r"^Case study \d+$")))
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile("kind=case-study"))

    tab_to(reader, hit(reader, PARTNERSHIP).get_by_role("heading").get_by_role("link"))
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(f"{site.url}/en/library/belize-water-services-contra-costa/")


@pytest.mark.parametrize("path", ["en/", "en/search/?q=water", "ru/library/belize-water-services-contra-costa/"])
def test_the_focus_can_always_be_seen(reader: Page, site: Site, path: str) -> None:
    reader.goto(f"{site.url}/{path}")
    stops = [
        (focused.evaluate("part => part.outerHTML.slice(0, 120)"), is_marked(focused)) for focused in tab_stops(reader)
    ]
    assert len(stops) > 15
    assert [html for html, marked in stops if not marked] == []


def filters(page: Page) -> Locator:
    return page.locator("summary", has_text="Filters")


def total(page: Page) -> int:
    page.wait_for_load_state()
    found = re.match(r"\d+", page.get_by_role("heading", level=1).inner_text())
    assert found
    return int(found[0])


def titles(page: Page) -> list[str]:
    return page.get_by_role("article").get_by_role("heading").all_inner_texts()
