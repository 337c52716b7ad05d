"""The story that docs/editors.md tells in pictures, with the interface in English and in Russian."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .desk import Desk, sign_in, take_picture
from .finding import reload_until
from .site import Site

THEME = {"en": "Water Quality and Safety", "ru": "Качество и безопасность воды"}
SOURCE = "About WOPs, GWOPA (earlier site)"
TEXTS = {
    "challenge": "Chlorine was dosed by eye and ran out at weekends.",
    "approach": "Two laboratories measured the same samples for a year.",
    "lessons": "Measure at the tap, not at the works.",
}
UPDATED = "Measure at the tap, every day."
SLUG = {"en": "a-laboratory-for-two", "ru": "one-laboratory-two-towns"}
TITLE = {"en": "A laboratory for two", "ru": "One laboratory, two towns"}
SUMMARY = "Two utilities share one laboratory."
FRENCH = [
    "Un laboratoire pour deux",
    "Deux opérateurs partagent un même laboratoire.",
    "Le chlore était dosé à vue d'œil et manquait le week-end.",
    "Pendant un an, deux laboratoires ont mesuré les mêmes échantillons.",
    "Mesurez au robinet, pas à l'usine.",
    "Mesurez chaque jour au robinet.",
]
RUSSIAN = [
    "Одна лаборатория на два города",
    "Два водоканала пользуются одной лабораторией.",
    "Хлор дозировали на глаз, и к выходным он кончался.",
    "Целый год две лаборатории измеряли одни и те же пробы.",
    "Измеряйте у крана, а не на станции.",
    "Измеряйте у крана каждый день.",
]
INTO = {"en": ("fr", "Français", FRENCH), "ru": ("ru", "Русский", RUSSIAN)}  # by the language of the interface


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desks(chromium: Browser, site: Site, language: str) -> Iterator[dict[str, Desk]]:
    desks = {role: sign_in(chromium, site, role, language) for role in ("editor", "reviewer", "translator")}
    yield desks
    for desk in desks.values():
        desk.choose_language("en")  # other stories sign in with the same accounts
        desk.page.context.close()


def test_from_the_first_draft_to_a_translation_brought_up_to_date(
    desks: dict[str, Desk], visitor: Page, language: str, site: Site
) -> None:
    editor, reviewer, translator = desks["editor"], desks["reviewer"], desks["translator"]
    code, tongue, words = INTO[language]
    reading = f"{site.url}/{code}/library/{SLUG[language]}/"

    writes_a_draft(editor, TITLE[language])
    looks_at_it_as_a_phone_shows_it(editor, TITLE[language])
    is_told_what_is_missing(editor)
    hands_it_in(editor)
    reviewer_publishes_it(reviewer, TITLE[language])
    visitor.goto(f"{site.url}/en/library/{SLUG[language]}/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE[language])

    translates_it(translator, TITLE[language], tongue, words)
    visitor.goto(reading)
    reload_until(visitor, visitor.get_by_role("heading", level=1, name=words[0]))

    changes_the_source(editor, TITLE[language])
    visitor.goto(reading)
    notice = visitor.locator(".notice", has=visitor.locator("a[hreflang=en]"))
    reload_until(visitor, notice)
    take_picture(visitor, language, "behind")

    brings_the_translation_up_to_date(translator, tongue, words)
    visitor.goto(reading)
    reload_until(visitor, visitor.get_by_text(words[-1]))
    expect(notice).to_have_count(0)


def writes_a_draft(desk: Desk, title: str) -> None:
    desk.explore("Library")
    desk.page.get_by_role("link", name=desk.say("Add child page")).first.click()
    if "add_subpage" in desk.page.url:
        desk.page.get_by_role("link", name=desk.say("case study").capitalize()).first.click()
    expect(desk.page.locator("form[data-w-unsaved-has-edits-value]")).to_be_attached()
    desk.picture("guidance")
    desk.field("title").press_sequentially(title)
    desk.page.wait_for_url("**/edit/")  # a first draft is saved by itself
    desk.field("summary").fill(SUMMARY)
    for name, text in TEXTS.items():
        desk.write(name, text)


def looks_at_it_as_a_phone_shows_it(desk: Desk, title: str) -> None:
    toggle = desk.page.get_by_role("button", name=desk.say("Toggle preview"))
    toggle.click()
    shown = desk.page.frame_locator("#w-preview-iframe, iframe[title]").first
    expect(shown.get_by_role("heading", level=1, name=title)).to_be_visible()
    desk.picture("preview")
    toggle.click()


def is_told_what_is_missing(desk: Desk) -> None:
    desk.press("Submit to %(workflow_name)s", workflow_name="Review before publishing")
    desk.reads("Name at least one source for what it says.")
    desk.picture("missing", of=desk.section("sources"))


def hands_it_in(desk: Desk) -> None:
    desk.choose("themes", THEME[desk.language])
    desk.choose("sources", SOURCE)
    desk.hand_over("Submit to %(workflow_name)s", workflow_name="Review before publishing")
    desk.picture("handed-in")


def reviewer_publishes_it(desk: Desk, title: str) -> None:
    desk.page.goto(f"{desk.site.url}/admin/")
    desk.picture("waiting")
    desk.page.get_by_role("link", name=title).first.click()
    expect(desk.field("title")).to_have_value(title)
    desk.picture("review")
    desk.hand_over("%(label)s and Publish", label=desk.say("Approve"))


def translates_it(desk: Desk, title: str, language: str, words: list[str]) -> None:
    desk.open(title, language)
    desk.follow("Translate this page")
    desk.page.get_by_role("button", name=desk.say("Submit")).click()
    put_into_words(desk, dict(zip([title, SUMMARY, *TEXTS.values()], words[:-1], strict=True)))
    desk.picture("translate")
    publish_translation(desk, language)


def put_into_words(desk: Desk, texts: dict[str, str]) -> None:
    """Each text of the source stands on a row of its own, with its translation below."""
    for source, text in texts.items():
        row = desk.page.get_by_role("listitem").filter(has=desk.page.get_by_text(source, exact=True)).last
        row.get_by_role("button", name=desk.script("Translate")).click()
        row.get_by_role("textbox").fill(text)
        row.get_by_role("button", name=desk.script("Save")).click()
        expect(row).to_contain_text(text)


def publish_translation(desk: Desk, language: str) -> None:
    desk.page.get_by_role("button", name=desk.script("Publish in ") + language).click()
    expect(desk.page.get_by_role("status")).to_contain_text(language)


def changes_the_source(desk: Desk, title: str) -> None:
    desk.page.goto(f"{desk.site.url}/admin/")
    desk.picture("dashboard")
    desk.open(title, "English")
    desk.write("lessons", UPDATED)
    desk.hand_over("Publish")


def brings_the_translation_up_to_date(desk: Desk, language: str, words: list[str]) -> None:
    desk.open(words[0], language)
    put_into_words(desk, {UPDATED: words[-1]})
    desk.picture("brought-up")
    publish_translation(desk, language)
