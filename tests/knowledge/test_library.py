"""What the items of the library tell: facts, what is alike, how to cite them."""

import re

import pytest
import rispy
from django.test import Client
from wagtail.models import PageViewRestriction

from knowledge.library.models import CaseStudyPage, PublicationPage
from search.citations import Work, as_apa, as_bibtex, as_ris
from tests.commits import committed
from tests.factories import case_study, library_page

pytestmark = pytest.mark.django_db

GURYEVSK = "guryevsk-water-users-partnership"
RECORD = "framework-for-analyzing-wops"


def html(client: Client, slug: str, language: str = "en") -> str:
    response = client.get(f"/{language}/library/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_factsheet_names_its_steps_in_order_and_its_links_with_their_language(client: Client) -> None:
    text = html(client, GURYEVSK)
    steps = ["Define the problem", "Win the support", "Name the main", "Invite all", "permanent secretariat"]
    places = [text.index(step, text.index("<ol>")) for step in steps]
    assert places == sorted(places)
    assert re.search(r'<a href="http://ecatk\.ru[^"]+" hreflang="ru">', text)
    assert "BEST – Better Efficiency for Industrial Sewage Treatment" in text


def test_a_work_that_is_not_kept_here_is_called_a_record(client: Client) -> None:
    assert "Record only" in html(client, RECORD)
    assert "Record only" not in html(client, "wop-case-study-hwa-waf")


def test_a_partnership_names_what_the_library_holds_about_it(client: Client) -> None:
    text = client.get("/en/partnerships/wop-waf-hwa/").content.decode()
    for slug in ("fiji-hunter-water", "wop-case-study-hwa-waf"):
        assert f'href="/en/library/{slug}/"' in text


def test_what_shares_most_is_named_first_with_the_reason(client: Client) -> None:
    related = client.get("/en/library/fiji-hunter-water/").context["related"]
    assert related[0].url == "/en/library/wop-case-study-hwa-waf/"
    assert related[0].reason == "About the same utilities"
    assert "fiji-hunter-water" not in {work.url for work in related}


def test_a_restricted_item_is_related_to_nothing_a_visitor_sees(client: Client) -> None:
    with committed():
        for page in PublicationPage.objects.filter(slug="wop-case-study-hwa-waf"):
            PageViewRestriction.objects.create(page=page, restriction_type="login")
    urls = {work.url for work in client.get("/en/library/fiji-hunter-water/").context["related"]}
    assert "/en/library/wop-case-study-hwa-waf/" not in urls


def test_an_item_that_shares_nothing_has_nothing_to_read_next(client: Client) -> None:
    with committed():
        case_study()
    assert client.get("/en/library/sluice-gates/").context["related"] == []


@pytest.mark.parametrize("facet", ["objective=efficiency", "setting=urban"])
def test_case_studies_are_filtered_by_objective_and_setting(client: Client, facet: str) -> None:
    name, value = facet.split("=")
    results = client.get(f"/en/library/?{facet}").context["results"]
    wanted = CaseStudyPage.objects.live().filter(locale__language_code="en", **{name: value})
    assert {hit.reference for hit in results.hits} <= set(wanted.values_list("reference", flat=True))
    assert results.total == wanted.count() > 0


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_publication_is_cited_as_it_was_printed(client: Client, language: str) -> None:
    text = html(client, "wop-case-study-hwa-waf", language)
    assert "Merme, V. (2015). WOP Case Study: HWA – WAF" in text


def test_the_citation_file_of_a_publication_is_read_back_by_its_format(client: Client) -> None:
    response = client.get("/en/library/wop-case-study-hwa-waf/?format=ris")
    assert response["Content-Disposition"] == 'attachment; filename="wop-case-study-hwa-waf.ris"'
    [work] = rispy.loads(response.content.decode())
    assert work["authors"] == ["Merme, Vincent"]
    assert work["title"] == "WOP Case Study: HWA – WAF"
    assert work["year"] == "2015"
    bibtex = client.get("/en/library/wop-case-study-hwa-waf/?format=bibtex").content.decode()
    assert bibtex.startswith("@techreport{pub-case-waf,")
    assert "editor = {Bélanger Dumontier, Madeleine and Perkins, Julie and Schwartz, Klaas}" in bibtex


def test_marks_that_mean_something_to_bibtex_and_line_ends_cannot_break_a_citation() -> None:
    work = Work(key="a b", title="50 % {of} R&D_1\\", url="https://a.example/", language="en", authors=("A & B",))
    assert "title = {{50 \\% of R\\&D\\_1}}" in as_bibtex([work])
    assert "author = {{A \\& B}}" in as_bibtex([work])
    assert "@misc{a-b," in as_bibtex([work])
    assert len(rispy.loads(as_ris([work, work]))) == 2
    assert as_apa(work).startswith("A & B. ")


@pytest.mark.parametrize("value", ["", "zzz", "ris' OR 1=1", "RIS"])
def test_a_format_nobody_knows_shows_the_page(client: Client, value: str) -> None:
    response = client.get(f"/en/library/{GURYEVSK}/", {"format": value})
    assert response["Content-Type"].startswith("text/html")


def test_a_draft_gives_no_citation(client: Client) -> None:
    case_study(library_page(), live=False)
    assert client.get("/en/library/sluice-gates/?format=ris").status_code == 404
