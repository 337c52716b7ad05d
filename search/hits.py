"""The shapes that both engines answer with."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class PassageHit:
    """Where in a file a query was found."""

    page: int
    url: str
    language: str
    snippet: SafeString


@dataclass(frozen=True)
class Hit:
    """One work. `language` is the one shown, `languages` all it can be read in; the html parts are highlighted."""

    key: str
    reference: str
    kind: str
    language: str
    languages: tuple[str, ...]
    url: str
    title: str
    title_html: SafeString
    snippet: SafeString
    score: float
    facets: dict[str, list[str]]
    year_from: int | None = None
    year_to: int | None = None
    changed_at: datetime | None = None
    passage: PassageHit | None = None


@dataclass(frozen=True)
class Suggestion:
    title: str
    url: str
    kind: str
    language: str


@dataclass
class Results:
    """`facets`: facet → key → number of works, each facet counted without its own selection.

    `expansions`: a term of the query → the other names it was looked for by, each with its language.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    engine: str = ""
    is_fallback: bool = False
    correction: str = ""
    expansions: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "results": [
                {
                    "reference": hit.reference,
                    "kind": hit.kind,
                    "lang": hit.language,
                    "url": hit.url,
                    "title": hit.title,
                    "snippet": str(hit.snippet),
                    "score": round(hit.score, 4),
                }
                for hit in self.hits
            ],
            "facets": self.facets | {"year": {str(year): count for year, count in self.years.items()}},
            "total": self.total,
            "engine": self.engine,
            "fallback": self.is_fallback,
            "correction": self.correction or None,
        }
