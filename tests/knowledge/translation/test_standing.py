"""When a translation is behind its source, unfinished or made by a machine, and what its readers are told."""

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation
from wagtail_localize.operations import translate_object
from wagtail_localize.synctree import create_aliases_for_new_page

from knowledge.translation.standing import Standing, translations, with_standing
from tests.commits import committed
from tests.factories import case_study

from .pages import BAR, PATH, in_language, publish, translate, translation_into

pytestmark = pytest.mark.django_db


def standing(language: str, slug: str = "da-nang-vei") -> str:
    pages = with_standing(translations()).filter(slug=slug, locale__language_code=language)
    return pages.values_list("standing", flat=True).get()


def change_the_source(words: str = "A new standfirst.") -> None:
    english = in_language("en")
    english.summary = words
    publish(english)


def bring_up_to_date(language: str, words: str) -> None:
    translation = translation_into(language)
    translate(translation, "summary", words)
    with committed():
        translation.save_target()


def html(client: Client, language: str) -> str:
    return client.get(f"/{language}/{PATH}").content.decode()


def test_the_content_that_was_loaded_is_up_to_date_in_every_language() -> None:
    found = with_standing(translations()).values_list("standing", "by_machine", "segments", "translated")
    assert {(state, machine) for state, machine, *_numbers in found} == {(Standing.CURRENT, False)}
    assert all(segments == translated > 0 for *_flags, segments, translated in found)


def test_a_reader_is_told_that_a_translation_is_behind_until_every_text_of_the_source_is_translated(
    client: Client,
) -> None:
    assert BAR not in html(client, "fr")
    with override("fr"):
        told = gettext("Open the original page")
    change_the_source()
    page = html(client, "fr")
    assert BAR in page
    assert f'<a href="/en/{PATH}" hreflang="en">{told}</a>' in page
    assert BAR not in html(client, "en")
    assert standing("fr") == Standing.OUTDATED
    bring_up_to_date("fr", "Un nouveau chapeau.")
    assert BAR not in html(client, "fr")
    assert (standing("fr"), standing("es")) == (Standing.CURRENT, Standing.OUTDATED)


def test_a_typo_mended_in_a_translation_leaves_it_behind_its_source(client: Client) -> None:
    change_the_source()
    french = in_language("fr")
    french.title = "Da Nang et VEI"
    publish(french)
    assert BAR in html(client, "fr")


def test_a_change_of_facts_alone_puts_no_translation_behind(client: Client) -> None:
    english = in_language("en")
    english.year = 1999
    publish(english)
    assert BAR not in html(client, "fr")


def test_a_changed_source_that_is_a_draft_puts_no_translation_behind(client: Client) -> None:
    english = in_language("en")
    english.summary = "Not yet."
    english.save_revision()
    assert BAR not in html(client, "fr")


def test_what_is_translated_but_not_published_is_still_behind(client: Client) -> None:
    change_the_source()
    translate(translation_into("fr"), "summary", "Un nouveau chapeau.")
    assert BAR in html(client, "fr")
    assert standing("fr") == Standing.UNPUBLISHED


def test_a_source_that_takes_its_change_back_puts_behind_only_who_followed_it() -> None:
    before = in_language("en").summary
    change_the_source()
    bring_up_to_date("fr", "Un nouveau chapeau.")
    change_the_source(before)
    assert standing("es") == Standing.CURRENT
    assert standing("fr") == Standing.UNPUBLISHED
    with committed():
        translation_into("fr").save_target()
    assert standing("fr") == Standing.CURRENT


def test_a_page_not_translated_yet_is_missing_and_one_published_half_done_is_unfinished(client: Client) -> None:
    english = case_study()
    create_aliases_for_new_page(english)
    assert standing("ru", "sluice-gates") == Standing.MISSING
    with committed():
        translate_object(english, [Locale.objects.get(language_code="ru")])
    translation = translation_into("ru", english)
    translate(translation, "title", "Шлюзы Тествилля")
    with committed():
        translation.save_target()
    assert standing("ru", "sluice-gates") == Standing.PARTIAL
    with override("ru"):
        told = gettext("This translation is not finished: parts of it are still in the language of the original.")
    assert told in client.get("/ru/library/sluice-gates/").content.decode()


def test_a_translation_that_is_no_longer_kept_in_step_goes_by_when_it_was_published(client: Client) -> None:
    translation = translation_into("fr")
    translation.enabled = False
    translation.save()
    change_the_source()
    assert BAR in html(client, "fr")
    publish(in_language("fr"))
    assert BAR not in html(client, "fr")


def test_readers_are_told_of_a_machines_words_until_a_person_has_saved_them(client: Client) -> None:
    translation = translation_into("fr")
    with override("fr"):
        told = gettext("Parts of this translation were made by a machine and are not checked yet.")
    made = translate(translation, "summary", "Un chapeau de machine.", kind=StringTranslation.TRANSLATION_TYPE_MACHINE)
    with committed():
        translation.save_target()
    page = html(client, "fr")
    assert BAR in page
    assert told in page
    assert told not in html(client, "es")
    made.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    made.save()
    assert BAR not in html(client, "fr")
