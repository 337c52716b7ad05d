"""What readers type finds what they mean, in both engines."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from search.hits import Results
from search.query import SearchQuery
from search.results import search_for

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    return request.param


def find(text: str, ui: str = "en", **selection: tuple[str, ...]) -> Results:
    return search_for(SearchQuery(text=text, ui=ui, facets=selection), AnonymousUser())


def references(results: Results, count: int = 5) -> list[str]:
    return [hit.reference for hit in results.hits[:count]]


@pytest.mark.parametrize(
    ("text", "ui"),
    [
        ("Blantyre Durban", "en"),
        ("Malawi South Africa", "en"),
        ("Malawi Afrique du Sud", "fr"),
        ("Malaui Sudáfrica", "es"),
        ("Малави ЮАР", "ru"),
        ("BWB eThekwini", "en"),
        ("Блантайр Дурбан", "ru"),
    ],
)
def test_a_partnership_is_found_by_city_country_and_acronym_in_every_language(engine: str, text: str, ui: str) -> None:
    results = find(text, ui)
    assert results.engine == engine
    assert "wop-bwb-ethekwini" in references(results)


def test_the_acronyms_of_both_utilities_find_their_partnership(engine: str) -> None:
    first = references(find("BWS CCWD"), 3)
    assert first.count("wop-bws-ccwd") == 2  # case study and registry entry; with them the published case study


@pytest.mark.parametrize("text", ["утечки", "утечек", "утечками", "утечка"])
def test_an_inflected_russian_word_finds_the_same_works(engine: str, text: str) -> None:
    base, inflected = find("утечка", "ru"), find(text, "ru")
    assert base.total > 0
    assert inflected.total == base.total


def test_a_french_word_finds_english_texts_through_the_thesaurus(engine: str) -> None:
    results = find("boues de vidange", "fr")
    assert "wop-luapula-dresden" in references(results)
    assert ("en", "faecal sludge") in results.expansions["boues de vidange"]


def test_accents_and_yo_may_be_left_out(engine: str) -> None:
    assert references(find("eau non facturee Mali", "fr")) == references(find("eau non facturée Mali", "fr"))
    assert find("неучтенная вода", "ru").total == find("неучтённая вода", "ru").total > 0


@pytest.mark.elasticsearch
def test_a_misspelt_word_is_forgiven(elasticsearch: str) -> None:
    assert "wop-waf-hwa" in references(find("fiji hunter watter"))


def test_one_card_per_work_with_all_its_languages(engine: str) -> None:
    results = find("Blantyre")
    keys = [hit.key for hit in results.hits]
    assert len(keys) == len(set(keys)) == results.total
    assert results.hits[0].languages == ("en", "fr", "es", "ru")


def test_what_others_are_wanted_to_does_not_stand_in_their_way(engine: str) -> None:
    """All words of its title are found in it alone: only without it something like it is looked for."""
    own = find("Belize Water Services Contra Costa Water District")
    key = own.hits[0].key
    query = SearchQuery(text="Belize Water Services Contra Costa Water District", ui="en", apart_from=key)
    others = search_for(query, AnonymousUser())
    assert others.total > 0
    assert key not in [hit.key for hit in others.hits]
    assert others.facets["kind"]


@pytest.mark.parametrize("ui", ["en", "fr", "es", "ru"])
def test_a_work_is_shown_in_the_readers_language(engine: str, ui: str) -> None:
    hit = find("SDGAction25745", ui).hits[0]
    assert (hit.reference, hit.language, hit.url) == ("sdgaction25745", ui, f"/{ui}/partnerships/sdgaction25745/")


def test_found_words_are_marked_and_everything_else_is_escaped(engine: str) -> None:
    hit = next(hit for hit in find("Belize Code").hits + find("Belize").hits if "Belize" in hit.title)
    assert "<mark>Belize</mark>" in hit.title_html
    assert "<script" not in find("<script>alert(1)</script>").as_json().__str__()


def test_a_facet_counts_what_choosing_it_would_show(engine: str) -> None:
    open_results = find("water")
    for key, count in list(open_results.facets["country"].items())[:6]:
        assert find("water", country=(key,)).total == count


def test_a_facet_leaves_out_only_its_own_selection(engine: str) -> None:
    both = find("", kind=("wop",), country=("ZM",))
    assert both.facets["country"] == find("", kind=("wop",)).facets["country"]
    assert both.facets["kind"] == find("", country=("ZM",)).facets["kind"]


def test_values_of_one_facet_widen_and_facets_together_narrow(engine: str) -> None:
    zambia, malawi = find("", country=("ZM",)).total, find("", country=("MW",)).total
    assert find("", country=("ZM", "MW")).total >= max(zambia, malawi)
    assert find("", country=("ZM",), kind=("wop",)).total < zambia


def test_years_narrow_by_the_year_of_the_start(engine: str) -> None:
    results = search_for(SearchQuery(year_from=2009, year_to=2010, kinds=("wop",)), AnonymousUser())
    assert results.total > 0
    assert all(2009 <= (hit.year_from or 0) <= 2010 for hit in results.hits)
    assert results.years == search_for(SearchQuery(kinds=("wop",)), AnonymousUser()).years


@pytest.mark.parametrize(("sort", "reverse"), [("newest", True), ("oldest", False)])
def test_works_are_sorted_by_year(engine: str, sort: str, reverse: bool) -> None:
    hits = search_for(SearchQuery(sort=sort, kinds=("wop",)), AnonymousUser()).hits
    years = [hit.year_from for hit in hits if hit.year_from]
    assert years == sorted(years, reverse=reverse)
    assert len(years) == 10


def test_pages_hold_every_work_once(engine: str) -> None:
    seen: list[str] = []
    for page in range(1, 9):
        seen += [
            hit.key for hit in search_for(SearchQuery(sort="title", kinds=("wop",), page=page), AnonymousUser()).hits
        ]
    assert len(seen) == len(set(seen)) == search_for(SearchQuery(kinds=("wop",)), AnonymousUser()).total


def test_both_engines_count_alike(elasticsearch: str, settings: Any) -> None:
    there = find("", kind=("wop",))
    settings.ELASTICSEARCH_URL = ""
    here = find("", kind=("wop",))
    assert (there.total, there.facets, there.years) == (here.total, here.facets, here.years)
