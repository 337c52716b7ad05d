"""Full-text matching of SearchEntry rows, the same answers from SQLite's FTS5 and PostgreSQL's tsvector.

Terms were stemmed in Python, so both only compare words. `search.fulltext` makes the FTS5 table and the vector column.
"""

from django.conf import settings
from django.db import connection

from search.languages import terms_of
from search.thesaurus.expand import Group

Phrase = tuple[str, ...]  # terms in a row
Alternatives = list[Phrase]  # any of them will do

# A word of the title or of a name counts eight times one of the text.
SQLITE = """
    SELECT rowid, -bm25(search_entry_fts, 8.0, 1.0) AS rank FROM search_entry_fts
    WHERE search_entry_fts MATCH %(expression)s ORDER BY rank DESC LIMIT %(limit)s
"""
POSTGRESQL = """
    SELECT id, ts_rank('{0.1, 0.2, 0.125, 1.0}', vector, wanted, 1) AS rank
    FROM search_searchentry, to_tsquery('simple', %(expression)s) AS wanted
    WHERE vector @@ wanted ORDER BY rank DESC LIMIT %(limit)s
"""


def alternatives_of(group: Group, ui: str) -> Alternatives:
    """A group's ways of being found: its words stemmed in each language, then its other names."""
    languages = [ui, *(code for code, _name in settings.LANGUAGES if code != ui)]
    phrases = [tuple(terms_of(group.text, code)) for code in languages]
    phrases += [tuple(terms_of(text, language)) for language, text in group.names]
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))


def ranks_of(wanted: list[Alternatives], *, every: bool, limit: int) -> dict[int, float]:
    """Entry id → rank (more is better) of the entries that hold `every` group, or any of them; the best `limit`."""
    if connection.vendor == "postgresql":
        statement, expression = POSTGRESQL, _tsquery(wanted, " & " if every else " | ")
    else:
        statement, expression = SQLITE, _fts5(wanted, " AND " if every else " OR ")
    with connection.cursor() as cursor:
        cursor.execute(statement, {"expression": expression, "limit": limit})
        return dict(cursor.fetchall())


def _fts5(wanted: list[Alternatives], operator: str) -> str:
    def quoted(phrase: Phrase) -> str:
        return '"' + " ".join(phrase).replace('"', "") + '"'

    return operator.join("(" + " OR ".join(map(quoted, phrases)) + ")" for phrases in wanted)


def _tsquery(wanted: list[Alternatives], operator: str) -> str:
    def quoted(phrase: Phrase) -> str:
        return " <-> ".join("'" + term.replace("\\", "").replace("'", "''") + "'" for term in phrase)

    return operator.join("(" + " | ".join(f"({quoted(phrase)})" for phrase in phrases) + ")" for phrases in wanted)
