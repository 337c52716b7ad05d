"""Builds the SearchEntry rows of a key from the objects as they are now."""

from collections import defaultdict
from dataclasses import asdict

from django.conf import settings
from django.db import transaction

from .documents import NOBODY, Passage, SearchDocument
from .keys import documents_of, key_of
from .languages import composed, fold, terms_of, words_of
from .models import SearchDependency, SearchEntry

PASSAGES_PER_DOCUMENT, CHARACTERS_PER_DOCUMENT = 2_000, 6_000_000
TERMS_PER_ROW = 600_000  # bytes: PostgreSQL's vectors end at one megabyte, and positions take room besides


@transaction.atomic
def build(key: str) -> int:
    """Replace the entries of `key`; returns how many there are now (none when it is gone or hidden)."""
    entries, dependencies = entries_of(key)
    SearchEntry.objects.of_key(key).delete()
    SearchEntry.objects.bulk_create(entries)
    SearchDependency.objects.filter(key=key).delete()
    SearchDependency.objects.bulk_create([SearchDependency(key=key, on=on) for on in sorted(dependencies)])
    return len(entries)


def entries_of(key: str) -> tuple[list[SearchEntry], set[str]]:
    """The rows that `key` should have now, unsaved, and the keys of what they were made from."""
    documents = [document for document in documents_of(key) if document.audience != NOBODY]
    entries = [entry for document in documents for entry in _entries(key, document)]
    languages: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        languages[entry.audience].add(entry.language)
    for entry in entries:
        entry.facets["lang"] = [code for code, _name in settings.LANGUAGES if code in languages[entry.audience]]
    return entries, {key_of(instance) for document in documents for instance in document.depends_on}


def _entries(key: str, document: SearchDocument) -> list[SearchEntry]:
    """The document's own row, and rows for files: those of a narrower audience, and what is too long for one row."""
    rows = [_own_row(key, document)]
    passages: dict[str, list[Passage]] = defaultdict(list)
    characters = 0
    for passage in document.passages[:PASSAGES_PER_DOCUMENT]:
        characters += len(passage.text)
        if passage.audience != NOBODY and characters <= CHARACTERS_PER_DOCUMENT:
            passages[passage.audience].append(passage)
    for audience, readable in passages.items():
        row = rows[0] if audience == document.audience else None
        size = len(row.terms.encode()) if row else 0
        for passage in readable:
            terms = " ".join(terms_of(passage.text, passage.language))
            if row is None or size + len(terms.encode()) > TERMS_PER_ROW:
                row, size = _row(key, document, audience, part=sum(other.audience == audience for other in rows)), 0
                rows.append(row)
            row.passages.append(asdict(passage) | {"text": composed(passage.text)})
            row.terms = f"{row.terms} {terms}"
            size += len(terms.encode()) + 1
    return rows


def _own_row(key: str, document: SearchDocument) -> SearchEntry:
    row = _row(key, document, document.audience, part=0)
    row.names = list(dict.fromkeys(map(composed, document.names)))
    row.subjects = list(dict.fromkeys(map(composed, document.subjects)))
    row.body = composed(document.body)
    titles = " ".join([document.title, *document.names])
    row.title_folded = " " + fold(" ".join(words_of(titles)))
    row.title_terms = " ".join(terms_of(titles, document.language))
    prose = "\n".join([titles, *document.subjects, document.summary, document.body])
    # What a page says beyond the limit is not found by the database engine: nobody reads half a megabyte of prose.
    row.terms = " ".join(terms_of(prose, document.language)).encode()[:TERMS_PER_ROW].decode("utf-8", "ignore")
    return row


def _row(key: str, document: SearchDocument, audience: str, *, part: int) -> SearchEntry:
    return SearchEntry(
        key=key,
        reference=document.reference,
        language=document.language,
        audience=audience,
        part=part,
        kind=document.kind,
        url=document.url,
        title=composed(document.title),
        summary=composed(document.summary),
        passages=[],
        facets=document.facets(),
        weight=document.weight,
        year_from=document.year_from,
        year_to=document.year_to or document.year_from,
        changed_at=document.changed_at,
    )
