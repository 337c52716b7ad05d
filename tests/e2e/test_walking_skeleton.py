"""The whole site in one story, as its first acceptance line tells it."""

import io
import re
import time

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.factories import pdf

from .accessibility import violations
from .editing import PageEditor, Translator
from .finding import AWAY, hit, reload_until, search
from .services import elasticsearch_away, elasticsearch_killer
from .site import Site

ENGLISH = {
    "title": "Two coasts learn desalination",
    "summary": "Two utilities keep a desalination plant running between them.",
    "challenge": "Salt ate through the filters within a year.",
    "approach": "Engineers changed places for a month.",
    "lessons": "Rinse every evening.",
}
RUSSIAN = {
    "title": "Два побережья учатся опреснению",
    "summary": "Два водоканала вместе держат опреснительную установку в работе.",
    "challenge": "Соль разъедала каждую мембрану за год.",
    "approach": "Инженеры на месяц менялись местами.",
    "lessons": "Промывайте каждый вечер.",
}
MANUAL = pdf(["Contents", "Start the pumps", "Dose the antiscalant", "Stop the pumps"])


def test_what_an_editor_publishes_is_found_even_while_elasticsearch_is_away(
    site: Site, editor_page: Page, visitor: Page
) -> None:
    if not site.environment["ELASTICSEARCH_URL"]:
        pytest.skip("needs ELASTICSEARCH_URL")
    writes_a_case_study_with_image_and_file(site, editor_page)
    translates_it_into_russian(editor_page)
    is_found_by_an_inflected_russian_word(site, visitor)
    is_found_by_a_french_word_for_what_the_english_text_is_about(site, visitor)
    is_found_by_a_word_on_page_3_of_its_file(site, visitor)
    can_be_read_with_its_image_and_file(visitor)

    kill = elasticsearch_killer()
    if not kill:
        pytest.skip("all is well until here, but deploy/services did not start this Elasticsearch: it is not killed")
    with elasticsearch_away(kill):
        publishes_again(site, editor_page)
        is_found_with_a_notice(site, visitor)
    reports_no_drift(site)
    is_found_without_a_notice(site, visitor)


def writes_a_case_study_with_image_and_file(site: Site, page: Page) -> None:
    editor = PageEditor(page, site.url)
    editor.new_case_study(ENGLISH["title"])
    editor.fill("Summary*", ENGLISH["summary"])
    plant = {"name": "plant.png", "mimeType": "image/png", "buffer": picture()}
    editor.upload_image(plant, title="Plant", description="A row of blue pipes")
    for name in ("challenge", "approach", "lessons"):
        editor.write(f"{name.capitalize()}*", ENGLISH[name])
    editor.tick("Themes", "Water Resources, Resilience and Climate", "Water Quality and Safety")
    editor.tick("Sources", "About WOPs, GWOPA (earlier site)")
    manual = {"name": "manual.pdf", "mimeType": "application/pdf", "buffer": MANUAL}
    editor.upload_file(manual, title="Operator's manual")
    editor.publish()


def translates_it_into_russian(page: Page) -> None:
    translator = Translator(page)
    translator.start(ENGLISH["title"], "Русский")
    translator.translate({ENGLISH[name]: RUSSIAN[name] for name in ENGLISH})
    translator.publish("Русский")


def is_found_by_an_inflected_russian_word(site: Site, page: Page) -> None:
    search(page, site.url, "ru", "мембранами")
    found = hit(page, RUSSIAN["title"])
    reload_until(page, found)
    expect(found.get_by_role("heading").get_by_role("link")).to_have_attribute("href", re.compile("^/ru/library/"))
    expect(found).to_have_count(1)


def is_found_by_a_french_word_for_what_the_english_text_is_about(site: Site, page: Page) -> None:
    search(page, site.url, "fr", "dessalement")
    found = hit(page, ENGLISH["title"])
    reload_until(page, found)
    expect(found.get_by_role("heading")).to_have_attribute("lang", "en")
    expect(page.get_by_text(re.compile("dessalement.*: .*desalination"))).to_be_visible()


def is_found_by_a_word_on_page_3_of_its_file(site: Site, page: Page) -> None:
    search(page, site.url, "en", "antiscalant")
    found = hit(page, ENGLISH["title"])
    reload_until(page, found)
    passage = found.get_by_role("link", name="Page 3 of a file")
    passage.click()
    expect(page).to_have_url(re.compile(r"/en/documents/\d+/text/3/#page-3$"))
    expect(page.locator("#page-3")).to_contain_text("antiscalant")
    assert violations(page) == []
    file = page.get_by_role("link", name="Download PDF").get_attribute("href")
    assert page.request.get(f"{site.url}{file}").body() == MANUAL
    page.go_back()


def can_be_read_with_its_image_and_file(page: Page) -> None:
    page.get_by_role("link", name=ENGLISH["title"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH["title"])
    image = page.get_by_role("img", name="A row of blue pipes")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(page.get_by_role("link", name=re.compile("Download PDF.*Operator's manual"))).to_be_visible()
    expect(page.get_by_text("4 pages")).to_be_visible()
    assert violations(page) == []


def publishes_again(site: Site, page: Page) -> None:
    editor = PageEditor(page, site.url)
    editor.open(ENGLISH["title"])
    editor.write("Lessons*", " Halophytes drink the brine.")
    editor.publish()


def is_found_with_a_notice(site: Site, page: Page) -> None:
    search(page, site.url, "en", "halophyte")
    reload_until(page, hit(page, ENGLISH["title"]))
    expect(page.get_by_text(AWAY)).to_be_visible()
    search(page, site.url, "ru", "мембранами")
    expect(hit(page, RUSSIAN["title"])).to_be_visible()


def reports_no_drift(site: Site, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while "No drift." not in (said := site.run("search_sync", check=False) + site.run("search_check", check=False)):
        assert time.monotonic() < end, said
        time.sleep(1)


def is_found_without_a_notice(site: Site, page: Page) -> None:
    """Each web server process leaves Elasticsearch alone for half a minute after it failed."""
    search(page, site.url, "en", "halophyte")
    reload_until(page, page.get_by_role("main").filter(has_not_text=AWAY), seconds=45)
    expect(hit(page, ENGLISH["title"])).to_be_visible()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 900), "steelblue").save(buffer, "PNG")
    return buffer.getvalue()
