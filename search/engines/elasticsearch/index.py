"""Writes works to Elasticsearch, rebuilds the index behind its alias, and says where the two have drifted apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from django.conf import settings
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, helpers

from search.languages import fold
from search.marks import mark_keys
from search.models import SearchEntry

from .client import connection
from .mapping import PASSAGES_BYTES, PASSAGES_PER_WORK, index_mappings, index_settings

WRITE_SECONDS = 30.0  # a worker can wait
INLINE_SECONDS = 0.5  # an editor without a worker cannot
BULK, BULK_BYTES = 200, 20 * 1024**2  # works and bytes in one request


def update(keys: Iterable[str]) -> dict[str, str]:
    """Make Elasticsearch say of `keys` what the entries say: write what there is, delete what is gone.

    Returns the works it refused, with its reason.
    """
    keys = list(keys)
    seconds = WRITE_SECONDS if settings.TASKS_MODE == "worker" else INLINE_SECONDS
    with connection(seconds) as client:
        if not _exists(client):  # an empty server: half an index would hide the rest of the site
            rebuild()
        entries = SearchEntry.objects.filter(key__in=keys)
        present = {f"{key}|{audience}" for key, audience in entries.values_list("key", "audience")}
        stored = client.search(
            index=settings.ELASTICSEARCH_INDEX,
            query={"terms": {"key": keys}},
            size=10_000,
            source=False,
        )["hits"]["hits"]
        gone = [{"_op_type": "delete", "_id": hit["_id"]} for hit in stored if hit["_id"] not in present]
        _count, refused = _bulk(client, settings.ELASTICSEARCH_INDEX, chain(_documents(entries), gone))
        client.indices.refresh(index=settings.ELASTICSEARCH_INDEX)
    return refused


def rebuild() -> int:
    """Fill a new index and let the alias point to it; readers use the old one until then. Returns the works written.

    What changed meanwhile is found by comparing stamps afterwards and written again; what is refused gets a mark.
    """
    alias = settings.ELASTICSEARCH_INDEX
    name = f"{alias}-{timezone.now():%Y%m%d%H%M%S%f}"
    with connection(WRITE_SECONDS) as client:
        client.indices.create(index=name, settings=index_settings(), mappings=index_mappings())
        try:
            count, _refused = _bulk(client, name, _documents(SearchEntry.objects.all()))
            client.indices.refresh(index=name)
            _switch(client, alias, name)
        except BaseException:
            with suppress(ApiError, TransportError):
                client.indices.delete(index=name)
            raise
    missed = differences()
    if missed:
        mark_keys(update(missed))
    return count


def differences() -> list[str]:
    """Keys of which Elasticsearch says something else than the entries, in any direction."""
    expected = {document["_id"]: document for document in _stamps()}
    with connection(WRITE_SECONDS) as client:
        if not _exists(client):
            return sorted({document["key"] for document in expected.values()})
        hits = helpers.scan(client, index=settings.ELASTICSEARCH_INDEX, _source=["key", "stamp"], size=1000)
        stored = {hit["_id"]: hit["_source"] for hit in hits}
    wrong = {source["key"] for identity, source in stored.items() if identity not in expected}
    for identity, document in expected.items():
        if stored.get(identity, {}).get("stamp") != document["stamp"]:
            wrong.add(document["key"])
    return sorted(wrong)


def _exists(client: Elasticsearch) -> bool:
    return bool(client.indices.exists_alias(name=settings.ELASTICSEARCH_INDEX))


def _switch(client: Elasticsearch, alias: str, name: str) -> None:
    """Let the alias point to `name` alone, at once, and remove what it pointed to."""
    old = list(client.indices.get_alias(name=alias)) if _exists(client) else []
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias}}]
    actions += [{"remove_index": {"index": index}} for index in old]
    client.indices.update_aliases(actions=actions)


def _bulk(client: Elasticsearch, index: str, actions: Iterable[dict[str, Any]]) -> tuple[int, dict[str, str]]:
    """Write or delete; returns how many, and the works that were refused with the reason.

    A document that is gone already is what a delete wanted.
    """
    count, refused = 0, dict[str, str]()
    answers = helpers.streaming_bulk(
        client, actions, index=index, chunk_size=BULK, max_chunk_bytes=BULK_BYTES, raise_on_error=False
    )
    for success, item in answers:
        operation, result = next(iter(item.items()))
        if success:
            count += 1
        elif operation != "delete" or result["status"] != 404:
            refused[result["_id"].rpartition("|")[0]] = f"Elasticsearch refused it: {result.get('error')}"
    return count, refused


def _stamps() -> Iterator[dict[str, str]]:
    stamps: dict[tuple[str, str], str] = {}
    rows = SearchEntry.objects.order_by().values_list("key", "audience", "built_at")
    for key, audience, built_at in rows.iterator():
        stamps[key, audience] = max(stamps.get((key, audience), ""), built_at.isoformat())
    for (key, audience), stamp in stamps.items():
        yield {"_id": f"{key}|{audience}", "key": key, "stamp": stamp}


def _documents(entries: Any) -> Iterator[dict[str, Any]]:
    """The works among `entries` as Elasticsearch documents, a few hundred entries in memory at a time."""
    keys = list(entries.order_by("key").values_list("key", flat=True).distinct())
    for start in range(0, len(keys), BULK):
        some = keys[start : start + BULK]
        works: dict[tuple[str, str], list[SearchEntry]] = defaultdict(list)
        for entry in SearchEntry.objects.filter(key__in=some).order_by("key", "language", "part"):
            works[entry.key, entry.audience].append(entry)
        for (key, audience), rows in works.items():
            yield {"_id": f"{key}|{audience}"} | _document(key, audience, rows)


def _document(key: str, audience: str, rows: list[SearchEntry]) -> dict[str, Any]:
    first = {row.language: row for row in reversed(rows)}  # the row of each language that holds its words
    passages = _passages(rows)
    files: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        files[passage["language"]].append(passage["text"])
    some = next(iter(first.values()))
    return {
        "key": key,
        "reference": some.reference,
        "audience": audience,
        "stamp": max(row.built_at.isoformat() for row in rows),
        "languages": some.facets["lang"],
        "title": {code: row.title for code, row in first.items()},
        "summary": {code: row.summary for code, row in first.items()},
        "subjects": {code: row.subjects for code, row in first.items()},
        "body": {code: row.body for code, row in first.items()},
        "files": dict(files),
        "names": list(dict.fromkeys(name for row in first.values() for name in row.names)),
        "spelling": _spelling(first) if audience == "public" else [],
        "title_prefixes": {code: [row.title, *row.names] for code, row in first.items()},
        "title_sort": {code: fold(row.title) for code, row in first.items()},
        "facets": some.facets,
        "weight": some.weight,
        "year_from": some.year_from,
        "year_to": some.year_to,
        "changed_at": max((row.changed_at for row in rows if row.changed_at), default=None),
        "passages": [
            {"page": passage["page"], "url": passage["url"], "text": {passage["language"]: passage["text"]}}
            for passage in passages
        ],
        "urls": {code: row.url for code, row in first.items()},
    }


def _passages(rows: list[SearchEntry]) -> list[dict[str, Any]]:
    """The pages of the work's files, each once, up to what Elasticsearch takes in one document."""
    passages, size = list({passage["url"]: passage for row in rows for passage in row.passages}.values()), 0
    for count, passage in enumerate(passages[:PASSAGES_PER_WORK]):
        size += len(passage["text"].encode())
        if size > PASSAGES_BYTES:
            return passages[:count]
    return passages[:PASSAGES_PER_WORK]


def _spelling(rows: dict[str, SearchEntry]) -> list[str]:
    """Public words that may be suggested for a misspelt one."""
    return [text for row in rows.values() for text in (row.title, row.summary, *row.names, *row.subjects)]
