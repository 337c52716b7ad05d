"""A source that is published brings its facts and its new texts to its translations, and takes nothing from them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation

from knowledge.library.models import CaseStudyPage, CodeOfConductPage
from knowledge.partnerships.models import Partnership, Source
from knowledge.taxonomy.models import Tag, Target, Theme
from tests.commits import committed

from .pages import in_language, publish, said, segment_of, translate, translation_into

pytestmark = pytest.mark.django_db
RELATIONS = ("themes", "targets", "sources", "tags")
FIELDS = ("year", "objective", "setting", "reference", "partnership_id", "slug")


def facts(page: CaseStudyPage) -> dict[str, Any]:
    relations = {name: sorted(each.pk for each in getattr(page, name).all()) for name in RELATIONS}
    return {name: getattr(page, name) for name in FIELDS} | relations | {"countries": [str(c) for c in page.countries]}


def change_facts(page: CaseStudyPage) -> None:
    page.year, page.objective, page.setting = 1999, "efficiency", "urban"
    page.countries = ["VN", "NL"]
    page.partnership = Partnership.objects.exclude(pk=page.partnership_id).first()
    page.themes = list(Theme.objects.order_by("-pk")[:2])
    page.targets = list(Target.objects.order_by("-pk")[:2])
    page.sources = list(Source.objects.order_by("-pk")[:2])
    page.tags.set(list(Tag.objects.order_by("-pk")[:2]))


def test_changed_facts_are_the_same_in_every_language_at_once() -> None:
    english = in_language("en")
    change_facts(english)
    publish(english)
    wanted = facts(in_language("en"))
    assert len(wanted["tags"]) == len(wanted["themes"]) == len(wanted["countries"]) == 2
    for language in ("fr", "es", "ru"):
        assert facts(in_language(language)) == wanted, language


def test_emptied_facts_are_empty_in_every_language() -> None:
    english = in_language("en")
    change_facts(english)
    publish(english)
    for name in ("themes", "targets", "sources"):
        setattr(english, name, [])
    english.tags.clear()
    english.countries = []
    publish(english)
    for language in ("fr", "es", "ru"):
        told = facts(in_language(language))
        assert [told[name] for name in (*RELATIONS, "countries")] == [[]] * 5, language


def test_facts_reach_a_translators_draft_too_and_leave_its_words(client: Client) -> None:
    french = in_language("fr")
    live = french.summary
    french.summary = "Un brouillon."
    draft = french.save_revision()
    english = in_language("en")
    change_facts(english)
    publish(english)
    assert in_language("fr").summary == live
    draft.refresh_from_db()
    assert draft.as_object().summary == "Un brouillon."
    draft.publish()
    assert facts(in_language("fr")) == facts(in_language("en"))


def test_nothing_is_published_and_no_word_changes_when_facts_follow() -> None:
    before = {language: in_language(language) for language in ("fr", "es", "ru")}
    english = in_language("en")
    change_facts(english)
    english.summary = "Says something else now."
    publish(english)
    for language, page in before.items():
        after = in_language(language)
        for name in ("title", "summary", "challenge", "approach", "lessons", "live_revision_id", "last_published_at"):
            assert getattr(after, name) == getattr(page, name), (language, name)


@pytest.mark.parametrize("slug", ["code-of-conduct", "history", "guryevsk-water-users-partnership"])
def test_no_word_in_a_block_changes_when_facts_follow(slug: str) -> None:
    def words() -> dict[str, dict[str, Any]]:
        pages = Page.objects.filter(slug=slug).exclude(locale__language_code="en").specific()
        return {page.locale.language_code: page.serializable_data() for page in pages}

    before = words()
    assert len(before) == 3
    english = Page.objects.get(slug=slug, locale__language_code="en").specific
    english.sources = list(Source.objects.order_by("-pk")[:1])
    publish(english)
    for language, data in words().items():
        changed = {name for name, value in data.items() if value != before[language][name]}
        assert changed - {"tagged_items"} == {"sources"}, language


def test_what_a_translator_chose_to_have_otherwise_stays() -> None:
    english = CodeOfConductPage.objects.get(locale__language_code="en")
    translation, own = translation_into("fr", english), "https://example.org/fr/"
    context = translation.source.overridablesegment_set.get(context__path="official_url").context
    SegmentOverride.objects.create(locale=translation.target_locale, context=context, data_json=f'"{own}"')
    with committed():
        translation.save_target()
    english.official_url, english.year = "https://example.org/new/", 1999
    publish(english)
    pages = CodeOfConductPage.objects.order_by("locale__language_code")
    assert list(pages.values_list("locale__language_code", "official_url", "year")) == [
        ("en", "https://example.org/new/", 1999),
        ("es", "https://example.org/new/", 1999),
        ("fr", own, 1999),
        ("ru", "https://example.org/new/", 1999),
    ]


def test_a_translation_that_is_no_longer_kept_in_step_keeps_its_own_facts() -> None:
    translation_into("fr").source.translations.filter(target_locale__language_code="fr").update(enabled=False)
    before = facts(in_language("fr"))
    english = in_language("en")
    change_facts(english)
    publish(english)
    assert facts(in_language("fr")) == before
    assert facts(in_language("es")) == facts(in_language("en"))


def test_a_fact_changed_in_one_translation_reaches_no_other_language() -> None:
    before = {language: facts(in_language(language)) for language in ("en", "es", "ru")}
    french = in_language("fr")
    change_facts(french)
    publish(french)
    assert {language: facts(in_language(language)) for language in ("en", "es", "ru")} == before


def save_in_editor(client: Client, language: str, segment: Any, words: str) -> int:
    address = reverse("wagtail_localize:edit_string_translation", args=(translation_into(language).pk, segment.pk))
    body = f'--x\r\nContent-Disposition: form-data; name="value"\r\n\r\n{words}\r\n--x--\r\n'.encode()
    return client.put(address, body, content_type="multipart/form-data; boundary=x").status_code


def test_two_languages_edited_at_once_keep_their_own_words(signed_in: Callable[..., Client]) -> None:
    first, second = signed_in("Translators"), signed_in("Editors")
    title = segment_of(translation_into("fr"), "title")
    save_in_editor(first, "fr", title, "Titre")
    save_in_editor(second, "ru", title, "Заголовок")
    with committed():
        first.post(reverse("wagtailadmin_pages:edit", args=(in_language("fr").pk,)), {"action": "publish"})
        second.post(reverse("wagtailadmin_pages:edit", args=(in_language("ru").pk,)), {"action": "publish"})
    assert (in_language("fr").title, in_language("ru").title) == ("Titre", "Заголовок")


def test_a_translator_whose_form_is_open_while_the_source_changes_loses_no_text(translator: Client) -> None:
    translation = translation_into("fr")
    open_form = translation.source.stringsegment_set.filter(context__path="lessons").order_by("order")[0]
    translate(translation, "title", "Écrit avant.")
    english = in_language("en")
    english.summary = "Says something else now."
    english.challenge = f"<p>One more paragraph.</p><p>And another.</p>{english.challenge}"  # moves all that follows
    publish(english)
    assert StringSegment.objects.get(pk=open_form.pk).order > open_form.order
    assert save_in_editor(translator, "fr", open_form, "Écrit pendant.") == 200
    assert {"Écrit avant.", "Écrit pendant."} <= set(said(translation).values())
    with committed():
        translation.save_target()
    french = in_language("fr")
    assert french.title == "Écrit avant."
    assert "Écrit pendant." in french.lessons


def test_the_words_for_a_text_that_changed_are_kept_for_when_it_comes_back() -> None:
    translation, english = translation_into("fr"), in_language("en")
    before, words = english.summary, in_language("fr").summary
    for text in ("Says something else now.", before):
        english.summary = text
        publish(english)
    segment = segment_of(translation, "summary")
    kept = StringTranslation.objects.get(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale
    )
    assert kept.data == words


def test_a_copied_page_has_its_place_in_every_tree(editor_client: Client) -> None:
    english = in_language("en")
    response = editor_client.post(
        reverse("wagtailadmin_pages:copy", args=(english.pk,)),
        {
            "new_title": "A copy",
            "new_slug": "a-copy",
            "new_parent_page": english.get_parent().pk,
            "copy_subpages": False,
            "publish_copies": True,
            "alias": False,
        },
    )
    assert response.status_code == 302
    copies = Page.objects.filter(slug="a-copy").select_related("locale")
    assert {page.locale.language_code: page.alias_of_id is None for page in copies} == {
        "en": True,
        "fr": False,
        "es": False,
        "ru": False,
    }


def test_a_translator_changes_no_text_of_the_source_and_an_outsider_none_at_all(
    translator: Client, signed_in: Callable[..., Client]
) -> None:
    title = segment_of(translation_into("fr"), "title")
    assert save_in_editor(signed_in(), "fr", title, "Dehors") in (302, 403)
    assert "Dehors" not in said(translation_into("fr")).values()
    edit = reverse("wagtailadmin_pages:edit", args=(in_language("en").pk,))
    assert translator.get(edit).status_code == 302
