"""Measures search against queries whose best answers are known (queries.csv: query, language, expected references)."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import AnonymousUser

from search.query import SearchQuery
from search.results import search_for

FIRST = 5


@dataclass(frozen=True)
class Measured:
    number: str
    query: str
    language: str
    position: int  # of the first expected reference, from 1; 0 where it is not among the first five
    total: int


def measure() -> list[Measured]:
    """Ask every query in its own language, of whichever engine the settings name."""
    with Path(__file__).with_name("queries.csv").open(encoding="utf-8") as file:
        return [_measure(row) for row in csv.DictReader(file)]


def found(measured: list[Measured]) -> int:
    return sum(bool(one.position) for one in measured)


def _measure(row: dict[str, str]) -> Measured:
    results = search_for(SearchQuery(text=row["query"], ui=row["lang"]), AnonymousUser())
    expected = set(row["expected_ids"].split())
    positions = [place for place, hit in enumerate(results.hits[:FIRST], start=1) if hit.reference in expected]
    return Measured(row["qid"], row["query"], row["lang"], min(positions, default=0), results.total)
