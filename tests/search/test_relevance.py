"""The floor below which the search's answers may not fall; `make bench` prints every query."""

import pytest

from tests.bench.relevance import found, measure

pytestmark = pytest.mark.django_db


@pytest.mark.elasticsearch
def test_elasticsearch_answers_at_least_35_of_the_50_queries(elasticsearch: str) -> None:
    assert found(measure()) >= 35


def test_the_database_answers_at_least_23_of_the_50_queries() -> None:
    assert found(measure()) >= 23
