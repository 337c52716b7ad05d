"""What an object tells search about itself: the whole contract between the site's models and the engines.

A model makes itself searchable with one method, `search_document(language)`, returning a `SearchDocument` or None
where there is nothing to find (a draft, an untranslated page). It is called with that language active. Nothing else
has to be registered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

PUBLIC = "public"
MEMBERS = "members"
NOBODY = "nobody"


@dataclass(frozen=True)
class Passage:
    """The text of one page of a file. `audience` is the narrower of the file's own and its document's."""

    page: int
    text: str
    url: str
    language: str
    audience: str = PUBLIC


@dataclass(frozen=True)
class SearchDocument:
    """One work in one language.

    `reference` is the fact's stable id; `names` are words to find it by in every language (acronyms, cities,
    countries); `subjects` are labels of its themes and tags; `mentors` and `mentees` are the countries of either
    side; facet values are keys, never labels; `audience` is a token such as "public", "members", "group:3"; `weight`
    below 1 puts what is background (a body) behind what tells of the work itself; `depends_on` are the objects whose
    change changes this document; `changed_at` is when it was last published.
    """

    reference: str
    kind: str
    language: str
    url: str
    title: str
    summary: str = ""
    body: str = ""
    names: Sequence[str] = ()
    subjects: Sequence[str] = ()
    passages: Sequence[Passage] = ()
    year_from: int | None = None
    year_to: int | None = None
    themes: Sequence[str] = ()
    tags: Sequence[str] = ()
    sdgs: Sequence[str] = ()
    countries: Sequence[str] = ()
    regions: Sequence[str] = ()
    organisations: Sequence[str] = ()
    changed_at: datetime | None = None
    mentors: Sequence[str] = ()
    mentees: Sequence[str] = ()
    objectives: Sequence[str] = ()
    settings: Sequence[str] = ()
    audience: str = PUBLIC
    weight: float = 1.0
    depends_on: Sequence[models.Model] = field(default=(), compare=False)

    def facets(self) -> dict[str, Any]:
        """Facet name → keys, as the engines filter and count them; the two sides of a partnership are only shown."""
        return {
            "kind": [self.kind],
            "theme": list(dict.fromkeys(self.themes)),
            "tag": list(dict.fromkeys(self.tags)),
            "sdg": list(dict.fromkeys(self.sdgs)),
            "country": list(dict.fromkeys(self.countries)),
            "region": list(dict.fromkeys(self.regions)),
            "org": list(dict.fromkeys(self.organisations)),
            "objective": list(dict.fromkeys(self.objectives)),
            "setting": list(dict.fromkeys(self.settings)),
            "mentor": list(dict.fromkeys(self.mentors)),
            "mentee": list(dict.fromkeys(self.mentees)),
        }
