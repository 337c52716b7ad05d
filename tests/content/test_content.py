"""The real content: complete in four languages, loaded once, never forced upon an editor."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from wagtail.models import Page

from knowledge.library.models import CaseStudyPage, CodeOfConductPage, FactsheetPage, PublicationPage
from knowledge.partnerships.models import Organisation, Partnership, Programme
from knowledge.taxonomy.models import Goal, Tag, Target, Theme
from search.models import SearchEntry
from search.thesaurus.models import Term

pytestmark = pytest.mark.django_db
LANGUAGES = {code for code, _name in settings.LANGUAGES}
FILES = sorted(Path(settings.CONTENT_DIR).rglob("*.yaml"))


def localized(data: Any) -> list[dict[str, Any]]:
    """Every mapping of languages to texts in a YAML document."""
    if isinstance(data, dict):
        if set(data) & LANGUAGES:
            return [data]
        return [found for value in data.values() for found in localized(value)]
    return [found for value in data for found in localized(value)] if isinstance(data, list) else []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(settings.CONTENT_DIR)))
def test_every_text_is_there_in_four_languages(path: Path) -> None:
    for texts in localized(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert set(texts) >= LANGUAGES, texts
        lists = [text for text in texts.values() if isinstance(text, list)]
        if not lists:
            assert all(str(texts[language]).strip() for language in LANGUAGES), texts


def test_everything_the_facts_hold_was_loaded() -> None:
    assert Partnership.objects.exclude(kind=Partnership.Kind.COMMITMENT).count() == 69
    assert Partnership.objects.filter(kind=Partnership.Kind.COMMITMENT).count() == 2
    assert Programme.objects.count() == 7
    assert Organisation.objects.count() == 190
    assert (Theme.objects.count(), Goal.objects.count(), Target.objects.count()) == (9, 17, 169)
    assert Term.objects.count() > 100
    assert Tag.objects.count() > 50


def test_guryevsk_is_a_stakeholder_platform_and_no_north_south_partnership() -> None:
    guryevsk = Partnership.objects.get(reference="wup-guryevsk")
    assert (guryevsk.kind, guryevsk.direction) == (Partnership.Kind.WATER_USERS, "")


def test_the_free_theme_words_of_the_facts_are_mapped_onto_the_nine_themes() -> None:
    mapped = yaml.safe_load(Path(settings.CONTENT_DIR, "taxonomy/theme_words.yaml").read_text(encoding="utf-8"))
    used = {
        word
        for path in Path(settings.CONTENT_DIR, "partnerships").glob("wop-*.yaml")
        for word in yaml.safe_load(path.read_text(encoding="utf-8"))["words"]
    }
    assert used <= set(mapped)
    keys = set(Theme.objects.values_list("key", flat=True))
    assert {theme for word in mapped.values() for theme in word["themes"]} == keys


@pytest.mark.parametrize(
    ("model", "number"), [(CaseStudyPage, 17), (FactsheetPage, 1), (PublicationPage, 16), (CodeOfConductPage, 1)]
)
def test_every_library_item_is_published_in_every_language(model: Any, number: int) -> None:
    pages = model.objects.live().filter(alias_of=None)
    assert Counter(page.locale.language_code for page in pages) == dict.fromkeys(LANGUAGES, number)
    assert len({page.summary for page in pages}) == number * len(LANGUAGES)
    assert len({(page.slug, page.reference) for page in pages}) == number


def test_french_keeps_its_punctuation_on_the_line_of_its_word() -> None:
    texts = [
        text
        for model in (CaseStudyPage, FactsheetPage, PublicationPage)
        for texts in model.objects.filter(locale__language_code="fr").values_list("title", "summary")
        for text in texts
    ]
    assert any("\u00a0" in text for text in texts)
    assert [text for text in texts if re.search(r" [:;?!%»]|« ", text)] == []


def test_every_fact_can_be_found_in_every_language() -> None:
    for language in LANGUAGES:
        entries = SearchEntry.objects.filter(language=language, part=0)
        assert entries.count() == 190 + 71 + 7 + (17 + 1 + 16 + 1) + 8 + (17 + 169) + 121 + 9


def test_the_page_tree_is_sound_in_every_language() -> None:
    assert not any(Page.find_problems())


def numbers() -> list[int]:
    return [model.objects.count() for model in (Partnership, Organisation, CaseStudyPage, PublicationPage, Page)]


def test_loading_again_keeps_what_a_person_edited_and_what_a_person_deleted() -> None:
    french = CaseStudyPage.objects.get(locale__language_code="fr", reference="wop-bws-ccwd")
    french.title = "Un titre de la rédaction"
    french.save_revision().publish()
    for page in PublicationPage.objects.filter(reference="pub-framework"):
        page.delete()
    Theme.objects.filter(key="assets").update(label=dict.fromkeys(LANGUAGES, "Renamed"))
    Organisation.objects.get(reference="org-tjust").parts.all().delete()
    Organisation.objects.get(reference="org-tjust").delete()
    before = numbers()

    call_command("load_content", verbosity=0)

    assert numbers() == before
    french.refresh_from_db()
    assert french.title == "Un titre de la rédaction"
    assert not PublicationPage.objects.filter(reference="pub-framework").exists()
    assert Theme.objects.get(key="assets").label["fr"] == "Renamed"
    assert not Organisation.objects.filter(reference="org-tjust").exists()
