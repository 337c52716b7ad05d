"""Bars, drawn by the server. Places and sizes are percent of the picture, so that its words keep their size."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import pgettext

from knowledge.taxonomy.geography import country_name

from .members import Members
from .periods import Month
from .reading import Metrics

TOP, FLOOR = 14, 84  # above the bars stand their numbers, below them the months
FULL = 0.72  # of a bar's place
ROOM = 12  # bars at most that have their numbers above them all
NAMES = 3  # of months, below the bars


@dataclass(frozen=True)
class Column:
    """A month as a bar that stands; empty is what there is no room for."""

    month: Month
    x: str
    y: str
    width: str
    height: str
    middle: str
    number: str = ""
    name: str = ""
    name_x: str = ""
    anchor: str = "start"


@dataclass(frozen=True)
class Line:
    """A country as a bar that lies."""

    name: str
    count: int
    width: str = ""  # no bar: nobody knows where they are


def charts_of(metrics: Metrics) -> dict[str, Any]:
    return {
        "new_members": [*columns(metrics.members.new_by_month)],
        "countries": [*lines(metrics.members)],
        "posts": [*columns(metrics.posts.by_month)],
    }


def columns(months: list[Month]) -> Iterator[Column]:
    """One for each month, the highest of them as high as there is room."""
    counts = [month.count for month in months]
    place, most = 100 / len(months), max(counts) or 1
    for index, month in enumerate(months):
        left, width = (index + (1 - FULL) / 2) * place, place * FULL
        height = (FLOOR - TOP) * month.count / most
        is_numbered = month.count and (len(months) <= ROOM or index == counts.index(most))
        yield Column(
            month=month,
            x=percent(left),
            y=percent(FLOOR - height),
            width=percent(width),
            height=percent(height),
            middle=percent(left + width / 2),
            number=formats.number_format(month.count) if is_numbered else "",
            **(_named(month, left, width) if index % -(-len(months) // NAMES) == 0 else {}),
        )


def _named(month: Month, left: float, width: float) -> dict[str, str]:
    """Near the right edge the name ends where its bar does."""
    is_at_end = left > 70
    return {
        "name": formats.date_format(month.first, "M Y"),
        "name_x": percent(left + width if is_at_end else left),
        "anchor": "end" if is_at_end else "start",
    }


def lines(members: Members) -> Iterator[Line]:
    most = max((count for _code, count in members.countries), default=0)
    for code, count in members.countries:
        yield Line(country_name(code), count, percent(100 * count / most))
    yield Line(pgettext("a country", "Not told"), members.untold)


def percent(value: float) -> str:
    """As an attribute of SVG, whatever the reader's language writes."""
    return f"{value:.2f}%"
