"""Full-text matching of SearchEntry rows, the same answers from SQLite's FTS5 and PostgreSQL's tsvector.

Terms were stemmed in Python, so both only compare words. Migration 0002 makes the FTS5 table and the vector column.
"""

from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import FloatField, QuerySet
from django.db.models.expressions import RawSQL

from search.languages import terms_of
from search.models import SearchEntry
from search.thesaurus.expand import Group

Phrase = tuple[str, ...]  # terms in a row
Alternatives = list[Phrase]  # any of them will do

TITLE_WEIGHT = 8.0


def alternatives_of(group: Group, ui: str) -> Alternatives:
    """A group's ways of being found: its words stemmed in each language, then its other names."""
    languages = [ui, *(code for code, _name in settings.LANGUAGES if code != ui)]
    phrases = [tuple(terms_of(group.text, code)) for code in languages]
    phrases += [tuple(terms_of(text, language)) for language, text in group.names]
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))


def matching(entries: QuerySet[SearchEntry], wanted: list[Alternatives], *, every: bool) -> QuerySet[SearchEntry]:
    """Entries that hold `every` group, or any of them, with `rank`: more is better."""
    if connection.vendor == "postgresql":
        return _postgresql(entries, wanted, " & " if every else " | ")
    return _sqlite(entries, wanted, " AND " if every else " OR ")


def _sqlite(entries: QuerySet[SearchEntry], wanted: list[Alternatives], operator: str) -> QuerySet[SearchEntry]:
    expression = operator.join(
        "(" + " OR ".join('"' + " ".join(phrase).replace('"', "") + '"' for phrase in phrases) + ")"
        for phrases in wanted
    )
    table, fts = SearchEntry._meta.db_table, "search_entry_fts"
    return entries.extra(  # noqa: S610
        tables=[fts],
        where=[f"{fts}.rowid = {table}.id", f"{fts} MATCH %s"],
        params=[expression],
        select={"rank": f"-bm25({fts}, {TITLE_WEIGHT}, 1.0)"},
    )


def _postgresql(entries: QuerySet[SearchEntry], wanted: list[Alternatives], operator: str) -> QuerySet[SearchEntry]:
    def quoted(term: str) -> str:
        return "'" + term.replace("\\", "").replace("'", "''") + "'"

    expression = operator.join(
        "(" + " | ".join("(" + " <-> ".join(map(quoted, phrase)) + ")" for phrase in phrases) + ")"
        for phrases in wanted
    )
    query = "to_tsquery('simple', %s)"
    rank: Any = RawSQL(
        f"ts_rank('{{0.1, 0.2, 0.3, 1.0}}', vector, {query}, 1)", [expression], output_field=FloatField()
    )
    return entries.annotate(rank=rank).extra(where=[f"vector @@ {query}"], params=[expression])  # noqa: S610
