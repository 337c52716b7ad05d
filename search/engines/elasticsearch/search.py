"""One request for hits, facets, highlights, the page of a file and a correction; more only when little is found."""

import re
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from elasticsearch import Elasticsearch

from search.hits import Hit, PassageHit, Results, Suggestion
from search.languages import words_of
from search.query import FACETS, SearchQuery
from search.thesaurus.expand import Group, expansions_of

from ..shown import shown_language
from .client import connection
from .request import HIGHLIGHT_END, HIGHLIGHT_START, public_words_body, request_body, suggest_body

FEW_HITS = 3  # a correction for a query that finds plenty would only puzzle


def find_index() -> None:
    """Raise `Unavailable` unless the server and its index are there."""
    with connection() as client:
        client.indices.get_alias(name=settings.ELASTICSEARCH_INDEX)


def search(query: SearchQuery, groups: list[Group], audiences: list[str]) -> Results:
    with connection() as client:
        answer = client.search(index=settings.ELASTICSEARCH_INDEX, **request_body(query, groups, audiences))
        if not answer["hits"]["hits"] and len(groups) > 1 and query.page == 1:
            correction = _correction(client, query, answer.body, 0)
            answer = client.search(
                index=settings.ELASTICSEARCH_INDEX, **request_body(query, groups, audiences, strict=False)
            )
        else:
            correction = ""
        total = int(answer["aggregations"]["total"]["works"]["value"])
        return Results(
            hits=[_hit(hit, query.ui) for hit in answer["hits"]["hits"]],
            total=total,
            facets={name: _counts(answer["aggregations"][name]) for name in FACETS},
            years={int(year): count for year, count in sorted(_counts(answer["aggregations"]["year"]).items())},
            engine="elasticsearch",
            correction=correction or _correction(client, query, answer.body, total),
            expansions=expansions_of(groups, query.ui),
        )


def suggest(text: str, ui: str, audiences: list[str], limit: int) -> list[Suggestion]:
    with connection() as client:
        answer = client.search(index=settings.ELASTICSEARCH_INDEX, **suggest_body(text, ui, audiences, limit))
        return [_suggestion(hit["_source"], ui) for hit in answer["hits"]["hits"]]


def _suggestion(source: dict[str, Any], ui: str) -> Suggestion:
    language = shown_language(source["languages"], ui)
    return Suggestion(source["title"][language], source["urls"][language], source["facets"]["kind"][0], language)


def _counts(aggregation: dict[str, Any]) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["works"]["value"]) for bucket in aggregation["values"]["buckets"]}


def _hit(hit: dict[str, Any], ui: str) -> Hit:
    source, highlight = hit["_source"], hit.get("highlight", {})
    language = shown_language(source["languages"], ui)
    title = source["title"][language]
    return Hit(
        key=source["key"],
        reference=source["reference"],
        kind=source["facets"]["kind"][0],
        language=language,
        languages=tuple(source["languages"]),
        url=source["urls"][language],
        title=title,
        title_html=_marked(highlight[f"title.{language}"][0]) if f"title.{language}" in highlight else _safe(title),
        snippet=_snippet(source, highlight, language),
        score=hit["_score"] or 0.0,
        facets=source["facets"],
        year_from=source.get("year_from"),
        year_to=source.get("year_to"),
        changed_at=parse_datetime(source.get("changed_at") or ""),
        passage=_passage(hit),
    )


def _snippet(source: dict[str, Any], highlight: dict[str, Any], language: str) -> SafeString:
    for field in ("summary", "body"):
        if f"{field}.{language}" in highlight:
            return _marked(" … ".join(highlight[f"{field}.{language}"]))
    return _safe(source["summary"].get(language, ""))


def _passage(hit: dict[str, Any]) -> PassageHit | None:
    inner = hit.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
    if not inner:
        return None
    source = inner[0]["_source"]
    field, [marked, *_more] = next(iter(inner[0].get("highlight", {}).items()), ("", [""]))
    return PassageHit(source["page"], source["url"], field.rpartition(".")[2], _marked(marked))


def _correction(client: Elasticsearch, query: SearchQuery, answer: dict[str, Any], total: int) -> str:
    """A better spelling of the query, made of words that stand in public works.

    What Elasticsearch suggests may come from a work that was deleted or restricted: its words stay in the index for
    a while.
    """
    options = [option for entry in answer.get("suggest", {}).get("correction", []) for option in entry["options"]]
    if total > FEW_HITS or not options:
        return ""
    text = str(options[0]["text"])
    others = sorted(set(words_of(text)) - set(words_of(query.text.lower())))
    if not others:
        return ""
    known = client.search(index=settings.ELASTICSEARCH_INDEX, **public_words_body(others))
    counts = known["aggregations"]["words"]["buckets"].values()
    return text if all(bucket["doc_count"] for bucket in counts) else ""


def _safe(text: str) -> SafeString:
    return escape(text)


def _marked(text: str) -> SafeString:
    """Elasticsearch escaped the text itself (encoder html); only our own two marks become an element."""
    without_tags = re.sub(r"<[^>]*>", "", text)
    without_tags = re.sub(rf"{HIGHLIGHT_END}([ \u00a0-]+){HIGHLIGHT_START}", r"\1", without_tags)
    return mark_safe(without_tags.replace(HIGHLIGHT_START, "<mark>").replace(HIGHLIGHT_END, "</mark>"))
