"""What every public page keeps: its budget of queries, no cookie, a strict policy, its language, its place."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.commits import committed
from tests.factories import case_study

pytestmark = pytest.mark.django_db

CASE_STUDY = "library/belize-water-services-contra-costa/"
# The most queries a page may cost, whatever the number of items.
BUDGETS = {
    "": 12,
    "library/": 12,
    CASE_STUDY: 12,
    "library/code-of-conduct/": 12,
    "library/guryevsk-water-users-partnership/": 12,
    "library/wop-case-study-hwa-waf/": 12,
    "about/": 12,
    "about/history/": 12,
    "glossary/": 6,
    "glossary/nrw/": 8,
    "sdgs/": 6,
    "sdgs/6/": 6,
    "sdgs/6.3/": 6,
    "partnerships/": 12,
    "partnerships/wop-bws-ccwd/": 10,
    "partnerships/wup-guryevsk/": 10,
    "partnerships/sdgaction25745/": 10,
    "partnerships/programmes/eu-wop/": 12,
    "organisations/": 12,
    "organisations/org-vei/": 12,
    "search/": 6,
    "search/?q=non-revenue+water": 6,
    "search/?q=water&theme=assets&country=ZM&kind=wop&sdg=6.4&tag=leak-detection&from=2009&to=2024": 6,
    "search/?q=zzzzzz": 6,
}


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    return request.param


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_keeps_its_budget_of_queries(visitor: Client, path: str) -> None:
    visitor.get(f"/en/{path}")  # fills the caches of the process
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = visitor.get(f"/en/{path}")
    assert response.status_code == 200
    statements = [query["sql"] for query in queries.captured_queries]
    assert len(statements) <= BUDGETS[path], "\n".join(statements)


def test_a_longer_listing_costs_no_more_queries(visitor: Client) -> None:
    def cost() -> int:
        visitor.get("/en/library/")
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get("/en/library/").status_code == 200
        return len(queries.captured_queries)

    few, total = cost(), visitor.get("/en/library/").context["results"].total
    with committed():
        for number in range(8):
            case_study(slug=f"sluice-{number}", title=f"Sluice {number}")
    assert visitor.get("/en/library/").context["results"].total == total + 8
    assert cost() == few


@pytest.mark.parametrize("path", [*BUDGETS, "accounts/login/", "nowhere/"])
def test_a_public_page_is_strict_and_tells_its_language(visitor: Client, path: str, language: str) -> None:
    response = visitor.get(f"/{language}/{path}")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", BUDGETS)
def test_a_signed_out_page_sets_no_cookie_and_carries_no_token(visitor: Client, path: str) -> None:
    response = visitor.get(f"/en/{path}")
    assert not response.cookies
    assert "csrf" not in response.content.decode().lower()


@pytest.mark.parametrize("path", ["", CASE_STUDY, "partnerships/wop-bws-ccwd/", "search/?q=nrw"])
def test_a_page_names_its_alternates_in_all_languages(visitor: Client, path: str, language: str) -> None:
    html = visitor.get(f"/{language}/{path}").content.decode()
    for code in ("en", "fr", "es", "ru"):
        assert f'hreflang="{code}" href="http://localhost:8000/{code}/{path.split("?")[0]}"' in html


@pytest.mark.parametrize(
    ("accepted", "language"), [("fr-CA,fr;q=0.9", "fr"), ("ru", "ru"), ("de", "en"), ("es-419", "es"), ("", "en")]
)
def test_the_bare_address_goes_by_the_visitors_browser(visitor: Client, accepted: str, language: str) -> None:
    response = visitor.get("/", headers={"accept-language": accepted})
    assert response.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("path", ["en/nowhere/", "en/partnerships/nothing/", "en/organisations/nothing/", "nowhere"])
def test_what_is_not_there_gets_a_page_that_helps(visitor: Client, path: str) -> None:
    response = visitor.get(f"/{path}", follow=True)
    assert response.status_code == 404
    assert 'name="q"' in response.content.decode()


def test_a_draft_of_a_fact_is_not_shown_to_anybody_by_its_address(visitor: Client, editor_client: Client) -> None:
    from knowledge.partnerships.models import Partnership

    Partnership.objects.filter(reference="wop-bws-ccwd").update(live=False)
    for client in (visitor, editor_client):
        assert client.get("/en/partnerships/wop-bws-ccwd/").status_code == 404
        assert "/partnerships/wop-bws-ccwd/" not in client.get(f"/en/{CASE_STUDY}").content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt", "/opensearch.xml"])
def test_the_addresses_for_machines_answer(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    assert response.status_code == 200
    assert not response.cookies
