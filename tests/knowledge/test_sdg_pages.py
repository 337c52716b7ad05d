"""Goals and targets: what the hub holds for each, found under their codes in every language."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from search.query import SearchQuery
from search.results import search_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "language", "reference"),
    [
        ("SDG 6.3", "en", "sdg:6.3"),
        ("ODS 6.4", "es", "sdg:6.4"),
        ("ODD 17", "fr", "sdg:17"),
        ("ЦУР 6", "ru", "sdg:6"),
        ("ODD 6.3", "ru", "sdg:6.3"),
    ],
)
def test_a_goal_is_found_by_its_number_under_every_languages_acronym(text: str, language: str, reference: str) -> None:
    hits = search_for(SearchQuery(text=text, ui=language), AnonymousUser()).hits
    assert reference in [hit.reference for hit in hits[:5]]


def test_a_target_page_holds_the_works_filed_under_it_and_no_others(client: Client) -> None:
    response = client.get("/en/sdgs/6.3/")
    results = response.context["results"]
    assert results.total > 0
    assert all("6.3" in hit.facets["sdg"] for hit in results.hits)
    assert "https://sdgs.un.org/goals/goal6" in response.content.decode()


def test_a_goal_page_counts_the_works_of_each_target(client: Client) -> None:
    targets = client.get("/en/sdgs/6/").context["targets"]
    counts = {target.code: count for target, count in targets}
    assert counts["6.3"] == client.get("/en/sdgs/6.3/").context["results"].total


def test_every_goal_is_listed_with_its_number_of_works(client: Client) -> None:
    goals = client.get("/fr/sdgs/").context["goals"]
    assert [goal.number for goal, _count in goals] == list(range(1, 18))
    assert {goal.number: count for goal, count in goals}[6] > 10


@pytest.mark.parametrize("key", ["18", "6.99", "0", "6.", "x", "6.3.1", "٦", "00006", "99999999999999999999"])
def test_a_goal_that_is_none_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/en/sdgs/{key}/").status_code == 404


def test_the_goals_pages_do_not_count_themselves(client: Client) -> None:
    kinds = {hit.kind for hit in client.get("/en/sdgs/1/").context["results"].hits}
    assert not kinds & {"sdg-goal", "sdg-target"}
