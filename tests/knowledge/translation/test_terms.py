"""Translators see what the glossary calls the terms of the text before them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from search.thesaurus.models import Term
from search.thesaurus.naming import terms_in

from .pages import in_language, publish, translate, translation_into

pytestmark = pytest.mark.django_db


def test_the_terms_of_a_text_are_named_in_the_other_language() -> None:
    texts = ["They cut <b>non-revenue water</b> by half.", "NRW fell again."]
    [term] = terms_in(texts, "en", "fr")
    assert term.source == "non-revenue water"
    assert term.names[0] == "eau non facturée"
    assert "ENF" in term.names
    assert term.definition


def test_a_term_without_a_page_of_its_own_is_named_too() -> None:
    Term.objects.get(key="nrw").definitions.all().delete()
    assert [term.source for term in terms_in(["Non-revenue water fell."], "en", "ru")] == ["non-revenue water"]


def test_a_term_that_the_other_language_has_no_name_for_is_left_out() -> None:
    Term.objects.get(key="nrw").names.filter(language="es").delete()
    assert terms_in(["Non-revenue water fell."], "en", "es") == []


def test_they_stand_beside_the_translation_in_the_editor(translator: Client) -> None:
    english = in_language("en")
    english.challenge = "<p>Half of it was non-revenue water.</p>"
    publish(english)
    response = translator.get(reverse("wagtailadmin_pages:edit", args=(in_language("ru").pk,)))
    html = response.content.decode()
    panel = re.search(r'data-side-panel="terms".*?</dl>', html, re.DOTALL)
    assert panel
    assert "неучтённая вода" in panel[0]
    assert 'data-side-panel-toggle="terms"' in html
    assert "js-translation-editor" in html


def test_the_panel_says_so_when_a_machine_wrote_parts(translator: Client) -> None:
    address = reverse("wagtailadmin_pages:edit", args=(in_language("ru").pk,))
    check = reverse("translation_check", args=(translation_into("ru").pk,))
    assert check not in translator.get(address).content.decode()
    translate(translation_into("ru"), "summary", "Машинный текст.", kind="machine")
    assert check in translator.get(address).content.decode()
