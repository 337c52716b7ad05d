"""The report of translations, its filters and files, and what waits on the dashboard."""

import csv
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.synctree import create_aliases_for_new_page

from knowledge.library.models import CaseStudyPage, CodeOfConductPage
from knowledge.taxonomy.models import Theme
from knowledge.translation.report import TranslationsReportView
from tests.factories import case_study

from .pages import in_language, publish, translate, translation_into

pytestmark = pytest.mark.django_db
REPORT = "translations_report"
ROLES = [("Editors", True), ("Reviewers", True), ("Translators", True), ("", False)]


def listed(client: Client, **filters: Any) -> set[tuple[str, str, str]]:
    """Slug, language and status of what the report lists."""
    response = client.get(reverse(REPORT), filters)
    assert response.status_code == 200
    return {(page.slug, page.locale.language_code, page.standing) for page in response.context["object_list"]}


@pytest.fixture
def waiting(db: None) -> None:
    """One page missing everywhere, one out of date in French and Spanish and half done in Russian."""
    page = case_study()
    page.themes = list(Theme.objects.filter(key="commercial"))
    publish(page)
    create_aliases_for_new_page(page)
    english = in_language("en")
    english.summary = "Says something else now."
    publish(english)
    translate(translation_into("ru"), "summary", "Машинный текст.", kind="machine")


def test_it_lists_what_every_page_waits_for_in_every_language(translator: Client, waiting: None) -> None:
    assert listed(translator, standing="missing") == {
        ("sluice-gates", language, "missing") for language in ("fr", "es", "ru")
    }
    assert listed(translator, standing="outdated") == {
        ("da-nang-vei", language, "outdated") for language in ("fr", "es")
    }
    assert listed(translator, standing="unpublished") == {("da-nang-vei", "ru", "unpublished")}
    assert listed(translator, standing="machine") == {("da-nang-vei", "ru", "unpublished")}
    assert listed(translator, standing="partial") == set()


def test_a_draft_of_the_source_waits_for_nobody(translator: Client) -> None:
    create_aliases_for_new_page(case_study(live=False))
    assert listed(translator, standing="missing") == set()


def test_it_is_filtered_by_language_kind_and_theme(translator: Client, waiting: None) -> None:
    assert {language for _slug, language, _standing in listed(translator, locale="fr")} == {"fr"}
    kind = CaseStudyPage.objects.first().content_type_id
    slugs = {slug for slug, *_rest in listed(translator, content_type=kind, locale="fr")}
    assert slugs == set(CaseStudyPage.objects.filter(locale__language_code="fr").values_list("slug", flat=True))
    theme = Theme.objects.get(key="commercial").pk
    filed = listed(translator, theme=theme, standing="missing", locale="ru")
    assert filed == {("sluice-gates", "ru", "missing")}
    assert listed(translator, locale="xx") == listed(translator)


def test_it_says_how_much_of_a_page_is_translated(translator: Client, waiting: None) -> None:
    translation = translation_into("fr")
    total = translation.source.stringsegment_set.count()
    html = translator.get(reverse(REPORT), {"locale": "fr", "standing": "outdated"}).content.decode()
    assert f"{total - 1} of {total}" in html


def test_a_page_that_says_of_itself_that_a_machine_made_it_is_listed(translator: Client) -> None:
    CodeOfConductPage.objects.filter(locale__language_code="es").update(translation_status="machine")
    assert {(slug, language) for slug, language, _s in listed(translator, standing="machine")} == {
        ("code-of-conduct", "es")
    }


def test_it_is_downloaded_as_csv_and_as_a_workbook(translator: Client, waiting: None) -> None:
    asked = {"locale": "ru", "standing": "unpublished"}
    response = translator.get(reverse(REPORT), asked | {"export": "csv"})
    heads, row = csv.reader(io.StringIO(b"".join(response).decode()))
    assert heads[:4] == ["Page", "Language", "Kind", "Status"]
    assert row[1:4] == ["ru", "Case study", "Translated, not published"]
    assert row[6:8] == ["1", "yes"]
    response = translator.get(reverse(REPORT), asked | {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    assert [[cell.value for cell in line][1:4] for line in sheet.iter_rows(min_row=2)] == [row[1:4]]


@pytest.mark.parametrize(("role", "allowed"), ROLES)
def test_who_sees_the_report_and_the_dashboard(
    signed_in: Callable[..., Client], waiting: None, role: str, allowed: bool
) -> None:
    client = signed_in(*filter(None, [role]))
    assert (client.get(reverse(REPORT)).status_code == 200) == allowed
    home = client.get(reverse("wagtailadmin_home"))
    assert (b"waiting-translations" in home.content) == allowed


@pytest.mark.parametrize("address", [REPORT, "wagtailadmin_home"])
def test_more_pages_cost_no_more_queries(translator: Client, address: str) -> None:
    def cost() -> int:
        translator.get(reverse(address))
        with CaptureQueriesContext(connection) as queries:
            assert translator.get(reverse(address)).status_code == 200
        return len(queries)

    few = cost()
    for number in range(4):
        create_aliases_for_new_page(case_study(slug=f"sluice-{number}"))
    assert cost() == few


def test_the_dashboard_counts_by_language_and_leads_into_the_report(translator: Client, waiting: None) -> None:
    html = translator.get(reverse("wagtailadmin_home")).content.decode()
    address = f"{reverse(REPORT)}?locale=fr&amp;standing=missing"
    assert f'<a href="{address}">1</a>' in html
    assert listed(translator, locale="fr", standing="missing") == {("sluice-gates", "fr", "missing")}


def test_it_takes_the_place_of_the_report_that_came_with_wagtail_localize(translator: Client) -> None:
    answer = translator.get(reverse("wagtail_localize:translations_report"))
    assert isinstance(answer.context["view"], TranslationsReportView)
    html = translator.get(reverse("wagtailadmin_home")).content.decode()
    assert html.count(reverse(REPORT)) == 1
