"""`make bench`: the 50 queries in both engines, as a table."""

from typing import Any

import pytest

from .relevance import found, measure

pytestmark = [pytest.mark.bench, pytest.mark.django_db]


def test_print_the_place_of_the_first_expected_answer(elasticsearch: str, settings: Any) -> None:
    there = measure()
    settings.ELASTICSEARCH_URL = ""
    here = measure()
    print("\n| query | language | Elasticsearch | database |\n|---|---|---|---|")
    for one, other in zip(there, here, strict=True):
        places = [f"{measured.position or '–'} of {measured.total}" for measured in (one, other)]
        print(f"| {one.query} | {one.language} | {places[0]} | {places[1]} |")
    print(f"| **in the first five** | | **{found(there)} of {len(there)}** | **{found(here)} of {len(here)}** |")
    assert found(there) >= 35
    assert found(here) >= 23
