"""Four trees kept in step: what is translated, what is a fact, what is not translated yet."""

import re

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object
from wagtail_localize.synctree import create_aliases_for_new_page

from knowledge.library.models import CaseStudyPage
from knowledge.partnerships.models import Partnership, Source
from knowledge.taxonomy.models import Tag, Target, Theme
from tests.factories import case_study, library_page
from tests.forms import case_study_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(db: None) -> CaseStudyPage:
    page = case_study(
        partnership=Partnership.objects.get(reference="wop-bwb-ethekwini"), objective="efficiency", year=2020
    )
    page.themes = list(Theme.objects.filter(key="commercial"))
    page.targets = list(Target.objects.filter(code="6.4"))
    page.sources = list(Source.objects.filter(key="bwb"))
    page.tags.add(Tag.objects.get(slug="metering"))
    page.save_revision().publish()
    return page


def russian(page: CaseStudyPage) -> CaseStudyPage:
    return CaseStudyPage.objects.get(translation_key=page.translation_key, locale__language_code="ru")


def test_facts_are_kept_in_step_with_the_source(english: CaseStudyPage) -> None:
    translate_object(english, Locale.objects.filter(language_code="ru"))
    page = russian(english)
    assert (page.slug, page.year, page.objective) == ("sluice-gates", 2020, "efficiency")
    assert page.partnership == english.partnership
    assert page.reference == english.reference == "wop-bwb-ethekwini"
    for name in ("themes", "targets", "sources", "tags"):
        assert list(getattr(page, name).all()) == list(getattr(english, name).all()) != []


def test_a_changed_source_does_not_overwrite_a_translation(english: CaseStudyPage) -> None:
    ru = Locale.objects.get(language_code="ru")
    translate_object(english, [ru])
    source = TranslationSource.objects.get_for_instance(english)
    segment = source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string, locale=ru, context=segment.context, data="Шлюзы Тествилля"
    )
    Translation.objects.get(source=source, target_locale=ru).save_target()
    english.summary = "A new standfirst."
    english.year = 2021
    english.save_revision().publish()
    source.update_from_db()
    Translation.objects.get(source=source, target_locale=ru).save_target()
    assert (russian(english).title, russian(english).year) == ("Шлюзы Тествилля", 2021)


def test_an_item_that_is_not_translated_shows_its_source_with_a_notice(english: CaseStudyPage, client: Client) -> None:
    create_aliases_for_new_page(english)
    html = client.get("/ru/library/sluice-gates/").content.decode()
    assert '<html lang="ru">' in html
    assert re.search(r'<h1\s+lang="en">Sluice gates of Testville</h1>', html)
    assert '<link rel="canonical" href="http://localhost:8000/en/library/sluice-gates/">' in html
    assert 'class="notice' in html


def test_an_editor_who_makes_a_page_gets_its_place_in_every_tree(editor_client: Client) -> None:
    form = case_study_form(title="Pumps of Testville", slug="pumps") | {"action-publish": "yes"}
    response = editor_client.post(f"/admin/pages/add/library/casestudypage/{library_page().pk}/", form)
    assert response.status_code == 302, response.context["form"].errors
    pages = CaseStudyPage.objects.filter(slug="pumps")
    assert {page.locale.language_code for page in pages} == {"en", "fr", "es", "ru"}
    assert pages.filter(alias_of=None).count() == 1


def test_the_code_of_conduct_says_that_it_is_not_the_official_text(client: Client) -> None:
    for language, words in {"en": "not the official text"}.items():
        assert words in client.get(f"/{language}/library/code-of-conduct/").content.decode()
