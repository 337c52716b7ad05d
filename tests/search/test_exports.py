"""The same query as a file or a feed: CSV, RIS, BibTeX, JSON, Atom."""

import csv
import io
from xml.etree import ElementTree

import pytest
import rispy
from django.test import Client
from wagtail.models import PageViewRestriction

from knowledge.library.models import CaseStudyPage
from knowledge.taxonomy.models import Theme
from tests.commits import committed
from tests.factories import case_study

pytestmark = pytest.mark.django_db
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def rows(client: Client, path: str) -> list[dict[str, str]]:
    text = client.get(path).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_csv_holds_every_work_of_the_listing_not_only_a_page_of_it(client: Client) -> None:
    total = client.get("/en/library/").context["results"].total
    found = rows(client, "/en/library/?format=csv")
    assert len(found) == total > 10
    assert {row["reference"] for row in found} >= {"wop-bws-ccwd", "pub-learning", "wup-guryevsk"}


def test_a_csv_speaks_the_readers_language_and_keeps_the_selection(client: Client) -> None:
    found = rows(client, "/ru/search/?q=неучтённая+вода&kind=case-study&format=csv")
    assert found
    assert {row["kind"] for row in found} == {"Пример из практики"}
    assert all(row["url"].startswith("http://localhost:8000/ru/") for row in found)


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "+7 999", "-2"])
def test_a_title_that_a_spreadsheet_would_run_stays_a_text(client: Client, title: str) -> None:
    with committed():
        case_study(title=title, slug="formula")
    assert f"'{title}" in {row["title"] for row in rows(client, "/en/library/?format=csv")}


@pytest.mark.parametrize("path", ["/en/library/", "/en/search/", "/en/partnerships/", "/en/organisations/"])
def test_every_listing_gives_a_file_for_reference_managers(client: Client, path: str) -> None:
    works = rispy.loads(client.get(f"{path}?format=ris").content.decode())
    assert len(works) > 10
    assert all(work["urls"][0].startswith("http://localhost:8000/en/") for work in works)
    assert client.get(f"{path}?format=bibtex").content.decode().count("@misc{") == len(works)


def feed(client: Client, path: str) -> ElementTree.Element:
    response = client.get(path)
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def test_a_feed_of_a_theme_begins_with_what_was_published_last(client: Client) -> None:
    with committed():
        page = case_study(title="Newest of all")
        page.themes = list(Theme.objects.filter(key="assets"))
        page.save_revision().publish()
    atom = feed(client, "/en/library/?theme=assets&format=atom")
    titles = [entry.findtext("atom:title", namespaces=ATOM) for entry in atom.findall("atom:entry", ATOM)]
    assert titles[0] == "Newest of all"
    updated = [entry.findtext("atom:updated", "", ATOM) for entry in atom.findall("atom:entry", ATOM)]
    assert updated == sorted(updated, reverse=True)
    link = atom.find("atom:link[@rel='self']", ATOM)
    assert link is not None
    assert link.get("href") == "http://localhost:8000/en/library/?theme=assets&format=atom"


def test_a_feed_names_each_work_by_an_id_that_never_changes(client: Client) -> None:
    french, russian = (
        [entry.findtext("atom:id", "", ATOM) for entry in feed(client, path).findall("atom:entry", ATOM)]
        for path in ("/fr/library/?format=atom", "/ru/library/?format=atom")
    )
    assert len(set(french)) == len(french) > 10
    assert set(french) == set(russian)


@pytest.mark.parametrize("format_name", ["csv", "ris", "bibtex", "json", "atom"])
def test_what_a_visitor_may_not_read_is_in_no_file(client: Client, format_name: str) -> None:
    page = CaseStudyPage.objects.get(slug="da-nang-vei", locale__language_code="en")
    path = f"/en/library/?format={format_name}"
    assert "da-nang-vei" in client.get(path).content.decode()
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "/en/library/da-nang-vei" not in client.get(path).content.decode()


@pytest.mark.parametrize("value", ["", "xml", "CSV", "csv\x00", "../csv"])
def test_a_form_nobody_knows_gives_the_page(client: Client, value: str) -> None:
    assert client.get("/en/search/", {"format": value})["Content-Type"].startswith("text/html")


def test_the_listing_leads_to_its_forms_with_its_selection(client: Client) -> None:
    html = client.get("/en/library/?theme=assets").content.decode()
    assert 'href="/en/library/?theme=assets&amp;format=csv"' in html
    assert 'type="application/atom+xml"' in html
