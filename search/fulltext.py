"""Makes the full-text index of SearchEntry after migrating: a generated vector on PostgreSQL, FTS5 on SQLite.

Not a migration, because SQLite alters a table by making it anew, which silently drops its triggers: whatever a
migration did to the table, this puts back what is missing.
"""

from typing import Any

from django.db import connections

FTS = "search_entry_fts"
TRIGGERS = {
    "insert": f"INSERT INTO {FTS}(rowid, title_terms, terms) VALUES (new.id, new.title_terms, new.terms);",
    "delete": f"INSERT INTO {FTS}({FTS}, rowid, title_terms, terms) "
    "VALUES ('delete', old.id, old.title_terms, old.terms);",
}
TRIGGERS["update"] = f"{TRIGGERS['delete']} {TRIGGERS['insert']}"

POSTGRESQL = (
    """ALTER TABLE search_searchentry ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_terms), 'A') || setweight(to_tsvector('simple', terms), 'B')
    ) STORED""",
    "CREATE INDEX IF NOT EXISTS search_entry_vector ON search_searchentry USING gin (vector)",
)


def ensure_fulltext(using: str = "default", **kwargs: Any) -> None:
    """Create what is missing; costs one query when nothing is."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for statement in POSTGRESQL:
                cursor.execute(statement)
        elif not _sqlite_is_complete(cursor):
            _make_sqlite(cursor)


def _sqlite_is_complete(cursor: Any) -> bool:
    names = [FTS, *(f"{FTS}_{event}" for event in TRIGGERS)]
    marks = ", ".join(["%s"] * len(names))
    cursor.execute(f"SELECT count(*) FROM sqlite_master WHERE name IN ({marks})", names)
    return bool(cursor.fetchone()[0] == len(names))


def _make_sqlite(cursor: Any) -> None:
    cursor.execute(
        f"""CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5(
            title_terms, terms, content='search_searchentry', content_rowid='id',
            tokenize="unicode61 remove_diacritics 0 tokenchars '.'''"
        )"""
    )
    for event, action in TRIGGERS.items():
        cursor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {FTS}_{event} AFTER {event} ON search_searchentry BEGIN {action} END"
        )
    cursor.execute(f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')")
