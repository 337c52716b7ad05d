"""Whatever stands in a query string gets the nearest sensible page: never an error of ours."""

import itertools
from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.html import escape

from search.engines import breaker
from search.models import SearchMark
from search.query import PAGE_LIMIT, TEXT_LIMIT, VALUES_LIMIT, SearchQuery, clean_text
from tests.commits import committed
from tests.factories import case_study, document, pdf

from .hostile import HOSTILE, PARAMETERS, RAW

pytestmark = pytest.mark.django_db

PAGES = ("/api/search", "/en/search/", "/en/partnerships/", "/en/organisations/", "/en/library/", "/ru/search/")
SUGGESTIONS = ("/api/search/suggest", "/en/search/suggest/", "/fr/search/suggest/")


def test_every_hostile_text_is_answered_by_its_engine(engine: str) -> None:
    client = Client()
    for text in HOSTILE:
        response = client.get("/api/search", {"q": text})
        assert (response.status_code, response["X-Search-Engine"]) == (200, engine), text[:60]
        answer = response.json()
        assert not answer["fallback"], text[:60]
        assert answer["total"] >= len(answer["results"]), text[:60]
        assert client.get("/api/search/suggest", {"q": text}).status_code == 200, text[:60]
    assert not breaker.is_open()


def test_every_hostile_query_string_gets_a_page(engine: str) -> None:
    client = Client()
    for query_string in [*PARAMETERS, *(f"q={raw}" for raw in RAW)]:
        for path in PAGES:
            assert client.get(f"{path}?{query_string}").status_code == 200, f"{path}?{query_string}"[:90]
        for path in SUGGESTIONS:
            assert client.get(f"{path}?{query_string}").status_code == 200, f"{path}?{query_string}"[:90]
    assert not breaker.is_open()


def test_hostile_texts_are_shown_as_text_and_kept_in_the_box(engine: str) -> None:
    client = Client()
    for text in HOSTILE:
        html = client.get("/en/search/", {"q": text}).content.decode()
        assert "<script>alert" not in html
        assert f'value="{escape(clean_text(text))}"' in html or not clean_text(text), text


SECTIONS = (
    "organisations/",
    "partnerships/",
    "partnerships/programmes/",
    "library/",
    "search/",
    "glossary/",
    "sdgs/",
    "about/",
)


def test_no_public_address_fails_whatever_stands_in_it() -> None:
    """In English and Russian by turns: what an address may hold does not depend on its language."""
    client = Client()
    for number, text in enumerate(text for text in HOSTILE if 0 < len(text) < 300):
        part, language = quote(text, safe=""), ("en", "ru")[number % 2]
        for path in ("", *SECTIONS):
            status = client.get(f"/{language}/{path}{part}/", follow=True).status_code
            assert status in (200, 404), (path, text)
        for path in (
            "/documents/1/",
            "/documents/",
            "/media/",
            "/",
            "/xx/",
            "/admin/login/",
            "/sitemap.xml/",
            "/api/",
        ):
            assert client.get(f"{path}{part}").status_code in (200, 302, 301, 400, 404), (path, text)
    for raw in RAW:
        assert client.get(f"/en/organisations/{raw}").status_code in (200, 301, 302, 404), raw
        assert client.get(f"/media/{raw}").status_code in (301, 302, 400, 404), raw


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/en/", 200),
        ("/xx/", 404),
        ("/en/search/", 200),
        ("/en/partnerships/?country=ZM&country=MW&theme=assets", 200),
        ("/en/partnerships/nonexistent/", 404),
        ("/en/organisations/nonexistent/", 404),
        ("/en/partnerships/programmes/nonexistent/", 404),
        ("/en/library/nonexistent/", 404),
        ("/documents/", 404),
        ("/documents/999999/manual.pdf", 404),
        ("/documents/99999999999999999999/manual.pdf", 404),
        ("/documents/999999/thumbnail/", 404),
        ("/documents/99999999999999999999/thumbnail/", 404),
        ("/media/nonexistent.png", 404),
        ("/media/", 404),
    ],
)
def test_every_public_address_answers_sensibly(path: str, status: int) -> None:
    response = Client().get(path) if status == 302 else Client().get(path, follow=True)
    assert response.status_code == status


@pytest.mark.parametrize("path", [*PAGES[:2], *SUGGESTIONS])
def test_a_search_is_only_read(path: str) -> None:
    assert Client().post(path, {"q": "water"}).status_code == 405
    assert Client().head(path, {"q": "water"}).status_code == 200


def test_more_parameters_than_anybody_sends_are_refused_not_an_error() -> None:
    query_string = "&".join(f"theme=t{number}" for number in range(20_000))
    for path in (*PAGES, *SUGGESTIONS):
        assert Client().get(f"{path}?{query_string}").status_code in (200, 400), path


def test_a_thousand_values_of_one_facet_are_read_up_to_the_limit(engine: str) -> None:
    query_string = "&".join(f"country=x{number}" for number in range(1_000)) + "&q=water"
    query = SearchQuery.parse(QueryDict(query_string), ui="en")
    assert len(query.selected("country")) == VALUES_LIMIT
    for path in PAGES:
        assert Client().get(f"{path}?{query_string}").status_code == 200


@pytest.mark.parametrize(
    ("query_string", "page"),
    [
        ("page=3", 3),
        ("page=0", 1),
        ("page=-1", 1),
        ("page=abc", 1),
        ("page=1e9", 1),
        ("page=1.5", 1),
        ("page=٣", 1),
        ("page=%203", 1),
        ("page=501", PAGE_LIMIT),
        ("page=1000000", PAGE_LIMIT),
        (f"page={'9' * 5_000}", PAGE_LIMIT),
    ],
)
def test_a_page_number_is_brought_within_what_there_is(query_string: str, page: int) -> None:
    assert SearchQuery.parse(QueryDict(query_string), ui="en").page == page


def test_a_page_beyond_the_last_says_how_many_there_are(engine: str) -> None:
    answer = Client().get("/api/search?q=zambia&page=400").json()
    assert answer["results"] == []
    assert 0 < answer["pages"] < 400


@pytest.mark.parametrize("value", ["wop\n", "w op", "wop'", "wop\x00", "", "x" * 81, "вода"])
def test_a_facet_value_that_cannot_be_one_is_left_out(value: str) -> None:
    assert SearchQuery.parse(QueryDict(urlencode({"kind": value})), ui="en").facets == {}


def test_a_text_is_one_line_cut_at_its_limit() -> None:
    assert clean_text(" a\r\n b\x00c\ud800 d\ufffd ") == "a b c d"
    assert len(clean_text("x" * 10_000)) == TEXT_LIMIT
    assert clean_text("\x00" * 500) == ""


def test_parameters_come_out_as_they_went_in() -> None:
    query_string = "q=eau+%26+boues&kind=wop&theme=a&theme=b&from=2009&to=2010&sort=title&page=3"
    query = SearchQuery.parse(QueryDict(query_string), ui="en", path="/en/search/")
    assert query.url == f"/en/search/?{query_string}"
    assert SearchQuery.parse(QueryDict(query.url.partition("?")[2]), ui="en", path="/en/search/") == query


def test_very_long_works_are_found_like_others(engine: str) -> None:
    """More than a million letters in one page, words of a script that needs three bytes a letter, and a long file."""
    letters = [chr(0x10D0 + number) for number in range(33)]
    words = ("".join(three) * 4 for three in itertools.product(letters, repeat=3))
    body = f"<p>zonkstart {' '.join(words)}</p><p>{'pump ' * 150_000}zonkend</p>"
    with committed():
        manual = document(pdf([f"zonkpage{number} " + "pump leak " * 500 for number in range(60)]))
        case_study(challenge=body, files=[("file", manual)])
    assert not SearchMark.objects.values_list("key", "error")
    for word in ("zonkstart", "zonkpage0", "zonkpage59", "sluice", "sluice pump"):
        answer = Client().get("/api/search", {"q": word}).json()
        assert (answer["engine"], answer["fallback"]) == (engine, False), word
        assert "Sluice gates of Testville" in [work["title"] for work in answer["results"]], word
