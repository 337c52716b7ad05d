"""The glossary: a page per term, and the first use of a term in a text linked to it."""

import pytest
from django.test import Client
from wagtail_localize.synctree import create_aliases_for_new_page

from knowledge.library.models import CaseStudyPage
from search.models import SearchEntry
from search.thesaurus.marking import TermMarker
from search.thesaurus.models import Term, TermDefinition
from tests.commits import committed
from tests.factories import case_study

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ru")


def test_every_term_is_explained_in_every_language() -> None:
    for language in LANGUAGES:
        assert Term.objects.in_language(language).count() == Term.objects.count() > 100


@pytest.mark.parametrize(("language", "label"), [("en", "non-revenue water"), ("ru", "неучтённая вода")])
def test_a_term_page_tells_its_names_in_four_languages_and_where_it_is_used(
    client: Client, language: str, label: str
) -> None:
    response = client.get(f"/{language}/glossary/nrw/")
    html = response.content.decode()
    for name in ("non-revenue water", "eau non facturée", "agua no facturada", "неучтённая вода"):
        assert f"<b>{name}</b>" in html
    assert response.context["hits"]
    assert response.context["hits"][0].kind != "term"
    assert label.capitalize() in html


def test_the_glossary_lists_every_term_in_the_order_of_the_readers_alphabet(client: Client) -> None:
    letters = client.get("/ru/glossary/").context["letters"]
    labels = [term.label for _letter, terms in letters for term in terms]
    assert len(labels) == Term.objects.count()
    cyrillic = [label.lower().replace("ё", "е") for label in labels if "а" <= label[0].lower() <= "я"]
    assert cyrillic == sorted(cyrillic)


@pytest.mark.parametrize("key", ["nothing", "no-such-term"])
def test_a_term_nobody_defined_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/en/glossary/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "Losses of non-revenue water fell.", "non-revenue water"),
        ("ru", "Доля неучтённой воды снизилась.", "неучтённой воды"),
        ("fr", "La part d'eau non facturée a reculé.", "eau non facturée"),
        ("es", "El agua no facturada bajó.", "agua no facturada"),
    ],
)
def test_a_term_is_linked_in_the_form_the_text_gives_it(language: str, text: str, word: str) -> None:
    marked = TermMarker(language).mark(f"<p>{text}</p>")
    assert f'/glossary/nrw/">{word}</a>' in marked
    assert marked.count("</a>") == marked.count("<a ")


def test_only_the_first_use_on_a_page_is_linked() -> None:
    marker = TermMarker("en")
    assert marker.mark("<p>NRW and NRW</p>").count('class="term"') == 1
    assert 'class="term"' not in marker.mark("<p>NRW again</p>")


@pytest.mark.parametrize(
    "html", ['<p><a href="/x/">NRW</a></p>', "<h3>NRW</h3>", '<img alt="NRW">', '<a href="/x/"><b>NRW</b></a>']
)
def test_links_headings_and_attributes_are_left_alone(html: str) -> None:
    assert TermMarker("en").mark(html) == html


def test_marking_changes_nothing_but_adds_links() -> None:
    html = "<p>Tariffs &amp; billing &lt;b&gt; — «NRW»</p>"
    marked = TermMarker("en").mark(html)
    assert "&amp;" in marked
    assert "&lt;b&gt;" in marked
    assert marked.count('class="term"') == 3


def test_an_ambiguous_word_is_not_linked() -> None:
    ambiguous = "agua no contabilizada"
    assert 'class="term"' not in TermMarker("es").mark(f"<p>{ambiguous}</p>")


def test_a_case_study_links_its_terms_and_the_reader_can_switch_the_lines_off(client: Client) -> None:
    html = client.get("/en/library/da-nang-vei/").content.decode()
    assert '<a class="term" href="/en/glossary/' in html
    assert 'class="terms-switch"' in html


def test_a_record_without_prose_has_no_switch(client: Client) -> None:
    html = client.get("/en/library/wop-case-study-hwa-waf/").content.decode()
    assert 'class="terms-switch"' not in html


def test_an_untranslated_case_study_links_terms_of_the_language_it_is_written_in(client: Client) -> None:
    with committed():
        create_aliases_for_new_page(case_study(challenge="<p>Too much non-revenue water.</p>"))
    page = CaseStudyPage.objects.get(slug="sluice-gates", locale__language_code="ru")
    assert page.alias_of_id
    html = client.get("/ru/library/sluice-gates/").content.decode()
    assert 'href="/ru/glossary/nrw/">non-revenue water</a>' in html


def test_a_changed_definition_changes_the_page_and_the_search(client: Client) -> None:
    term = Term.objects.get(key="nrw")
    with committed():
        TermDefinition.objects.filter(term=term, language="en").first().delete()
    assert client.get("/en/glossary/nrw/").status_code == 404
    assert client.get("/fr/glossary/nrw/").status_code == 200
    languages = SearchEntry.objects.filter(reference="nrw").values_list("language", flat=True)
    assert set(languages) == {"fr", "es", "ru"}
