"""One parser for everything that asks the search: the page, the API, later feeds, exports and saved searches."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from .languages import composed

FACETS = ("kind", "theme", "sdg", "country", "region", "lang", "tag", "org", "objective", "setting")
SORTS = ("relevance", "newest", "oldest", "title")  # what readers choose from
CHANGED = "changed"  # what a feed asks for: last published first
TEXT_LIMIT = 200  # characters of a query
VALUES_LIMIT = 20  # selected values of one facet
PAGE_SIZE = 10
PAGE_LIMIT = 500  # deeper than anybody reads, and within Elasticsearch's window of 10,000 hits
YEARS = range(1900, 2101)

FACET_VALUE = re.compile(r"[\w.:-]{1,80}", re.ASCII)
NOT_TEXT = re.compile(r"[\x00-\x1f\x7f�\ud800-\udfff]+")


@dataclass(frozen=True)
class SearchQuery:
    """What is looked for. `ui` is the reader's language; `kinds` narrows a listing for good, unlike a facet.

    `apart_from` is the key of a work that is not looked for: that to which others are wanted.
    """

    text: str = ""
    ui: str = settings.LANGUAGE_CODE
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: str = "relevance"
    default_sort: str = "relevance"
    page: int = 1
    size: int = PAGE_SIZE
    kinds: tuple[str, ...] = ()
    apart_from: str = ""
    path: str = ""

    @classmethod
    def from_request(cls, request: HttpRequest, *, default_sort: str = "relevance") -> "SearchQuery":
        language = get_language() or settings.LANGUAGE_CODE
        return cls.parse(request.GET, ui=language, path=request.path, default_sort=default_sort)

    @classmethod
    def parse(cls, data: QueryDict, *, ui: str, path: str = "", default_sort: str = "relevance") -> "SearchQuery":
        """Read parameters; what makes no sense is left out, so that every query string gets a page."""
        facets = {name: _values(data.getlist(name)) for name in FACETS}
        sort = data.get("sort", "")
        return cls(
            text=clean_text(data.get("q", "")),
            ui=ui,
            facets={name: values for name, values in facets.items() if values},
            year_from=_number(data.get("from", ""), YEARS),
            year_to=_number(data.get("to", ""), YEARS),
            sort=sort if sort in (*SORTS, CHANGED) else default_sort,
            default_sort=default_sort,
            page=_number(data.get("page", ""), range(1, PAGE_LIMIT + 1)) or 1,
            path=path,
        )

    def within_kinds(self, kinds: Iterable[str]) -> "SearchQuery":
        return replace(self, kinds=tuple(kinds))

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def is_filtered(self) -> bool:
        return bool(self.facets or self.year_from or self.year_to)

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.is_filtered

    def selected(self, facet: str) -> tuple[str, ...]:
        return self.facets.get(facet, ())

    def toggled(self, facet: str, value: str) -> "SearchQuery":
        """The same query with one facet value more, or without it where it was selected."""
        chosen = self.selected(facet)
        changed = tuple(old for old in chosen if old != value) if value in chosen else (*chosen, value)
        facets = {name: values for name, values in ({**self.facets, facet: changed}).items() if values}
        return replace(self, facets=facets, page=1)

    def without_years(self) -> "SearchQuery":
        return replace(self, year_from=None, year_to=None, page=1)

    def without_filters(self) -> "SearchQuery":
        return replace(self, facets={}, year_from=None, year_to=None, page=1)

    def on_page(self, page: int) -> "SearchQuery":
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> "SearchQuery":
        return replace(self, sort=sort, page=1)

    def asking(self, text: str) -> "SearchQuery":
        return replace(self, text=text, page=1)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The query string's parts, in one order always, without what is the default."""
        pairs: list[tuple[str, Any]] = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name in FACETS for value in self.selected(name)]
        pairs += [("from", self.year_from)] if self.year_from else []
        pairs += [("to", self.year_to)] if self.year_to else []
        pairs += [("sort", self.sort)] if self.sort != self.default_sort else []
        pairs += [("page", self.page)] if self.page > 1 else []
        return [(name, str(value)) for name, value in pairs]

    @property
    def url(self) -> str:
        query_string = urlencode(self.parameters)
        return f"{self.path}?{query_string}" if query_string else self.path

    def in_format(self, name: str) -> str:
        """The address of the same results as a file or a feed."""
        query_string = urlencode([*replace(self, page=1).parameters, ("format", name)])
        return f"{self.path}?{query_string}"


def clean_text(text: str) -> str:
    """A query as one line of real characters, cut at the limit."""
    return " ".join(NOT_TEXT.sub(" ", composed(text)).split())[:TEXT_LIMIT].strip()


def _values(values: list[str]) -> tuple[str, ...]:
    good = dict.fromkeys(value for value in values if FACET_VALUE.fullmatch(value))
    return tuple(good)[:VALUES_LIMIT]


def _number(value: str, allowed: range) -> int | None:
    if not re.fullmatch(r"\d+", value, re.ASCII):
        return None
    number = int(value[:9])
    if number in allowed:
        return number
    return allowed[-1] if number > allowed[-1] else None
