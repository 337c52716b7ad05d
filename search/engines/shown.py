from collections.abc import Iterable, Sequence

from django.conf import settings

from ..models import SearchEntry


def shown_language(languages: Sequence[str], ui: str) -> str:
    """The reader's language where a work has it, else the source language, else any."""
    return next((code for code in (ui, settings.LANGUAGE_CODE) if code in languages), languages[0])


def shown_entries(entries: Iterable[SearchEntry], ui: str) -> list[SearchEntry]:
    """One row of each work, in the language to show it in; the works in the order in which they first come."""
    works: dict[str, dict[str, SearchEntry]] = {}
    for entry in entries:
        works.setdefault(entry.key, {})[entry.language] = entry
    return [rows[shown_language(sorted(rows), ui)] for rows in works.values()]
