"""The body of the one search request."""

from typing import Any

from search.languages import words_of
from search.query import CHANGED, FACETS, SearchQuery
from search.thesaurus.expand import Group

from .mapping import LANGUAGES

FACET_FIELDS = {name: "languages" if name == "lang" else f"facets.{name}" for name in FACETS}
FACET_SIZE = 300  # more values than any facet has
# Characters of Unicode's private use area: no text of the site holds them, no encoder touches them.
HIGHLIGHT_START, HIGHLIGHT_END = "\ue000", "\ue001"
SOURCE = ["key", "reference", "languages", "title", "summary", "facets", "urls", "year_from", "year_to", "changed_at"]


def request_body(
    query: SearchQuery, groups: list[Group], audiences: list[str], *, strict: bool = True
) -> dict[str, Any]:
    """Search parameters for `client.search`; not `strict` asks for any one group instead of most of them."""
    body: dict[str, Any] = {
        "search_type": "dfs_query_then_fetch",
        "query": _query(query, groups, audiences, "2<67%" if strict else "1"),
        "post_filter": {"bool": {"filter": _selections(query)}},
        "collapse": {"field": "key"},
        "aggs": _aggregations(query),
        "source": SOURCE,
        "from_": query.offset,
        "size": query.size,
        "sort": _sort(query),
        "track_scores": True,
        "highlight": _highlight(),
    }
    if query.text:
        body["suggest"] = {
            "text": query.text,
            "correction": {
                "phrase": {"field": "spelling", "size": 1, "gram_size": 1, "max_errors": 2, "confidence": 1}
            },
        }
    return body


def suggest_body(text: str, ui: str, audiences: list[str], limit: int) -> dict[str, Any]:
    fields = [f"title_prefixes.{ui}^2", *(f"title_prefixes.{code}" for code in LANGUAGES)]
    matching = {"multi_match": {"query": text, "fields": fields, "type": "best_fields", "operator": "and"}}
    audience = {"terms": {"audience": audiences}}
    return {
        "query": {"bool": {"must": [matching], "filter": [audience]}},
        "collapse": {"field": "key"},
        "source": ["title", "urls", "facets.kind", "languages"],
        "size": limit,
    }


def public_words_body(words: list[str]) -> dict[str, Any]:
    """Asks in how many public works each of `words` stands now."""
    filters = {word: {"match": {"spelling": word}} for word in words}
    return {"query": {"term": {"audience": "public"}}, "aggs": {"words": {"filters": {"filters": filters}}}, "size": 0}


def _query(query: SearchQuery, groups: list[Group], audiences: list[str], minimum: str) -> dict[str, Any]:
    filters: list[dict[str, Any]] = [{"terms": {"audience": audiences}}]
    if query.kinds:
        filters.append({"terms": {"facets.kind": list(query.kinds)}})
    if query.apart_from:
        filters.append({"bool": {"must_not": [{"term": {"key": query.apart_from}}]}})
    if not query.text:
        return {"bool": {"filter": filters}}
    if not groups:  # nothing but words without meaning
        return {"bool": {"must": [{"match_none": {}}], "filter": filters}}
    wanted = {"bool": {"should": [_group(group, query.ui) for group in groups], "minimum_should_match": minimum}}
    passage = {
        "nested": {
            "path": "passages",
            "query": {"bool": {"should": [_passage(group) for group in groups]}},
            "inner_hits": {
                "size": 1,
                "_source": ["passages.page", "passages.url"],
                "highlight": _marks() | {"fields": {"passages.text.*": {"number_of_fragments": 1}}},
            },
            "score_mode": "none",
            "boost": 0.01,
        }
    }
    found = {"bool": {"must": [wanted], "should": [passage], "filter": filters}}
    return {"function_score": {"query": found, "field_value_factor": {"field": "weight", "missing": 1}}}


def _group(group: Group, ui: str) -> dict[str, Any]:
    """Anything that counts as having found one part of the query, the best of it deciding the score."""
    ways: list[dict[str, Any]] = [
        {
            "multi_match": {
                "query": group.text,
                "fields": _fields(ui),
                "type": "phrase" if len(words_of(group.text)) > 1 else "best_fields",
                "tie_breaker": 0.2,
            }
        }
    ]
    if not group.is_term and len(group.text) > 3:
        fuzzy = {"query": group.text, "fields": _fields(ui), "fuzziness": "AUTO", "prefix_length": 1, "boost": 0.3}
        ways.append({"multi_match": fuzzy})
    for language, name in group.names:
        if language in LANGUAGES:
            fields = [f"title.{language}^3", f"subjects.{language}^3", f"summary.{language}^2"]
            fields += [f"body.{language}", f"files.{language}^0.5"]
            phrase = {"query": name, "type": "phrase", "fields": fields, "slop": 1, "boost": 0.6}
            ways.append({"multi_match": phrase})
    return {"dis_max": {"queries": ways, "tie_breaker": 0.1}}


def _fields(ui: str) -> list[str]:
    weights = {"title": 6, "subjects": 3, "summary": 2, "body": 1, "files": 0.5}
    mine = [f"{name}.{ui}^{weight * 1.5}" for name, weight in weights.items()]
    others = [f"{name}.{code}^{weight}" for name, weight in weights.items() for code in LANGUAGES if code != ui]
    return [*mine, *others, "names^4", "reference^8"]


def _passage(group: Group) -> dict[str, Any]:
    phrases = [group.text, *(name for _language, name in group.names)]
    fields = [f"passages.text.{code}" for code in LANGUAGES]
    return {
        "dis_max": {
            "queries": [{"multi_match": {"query": text, "fields": fields, "type": "phrase"}} for text in phrases]
        }
    }


def _selections(query: SearchQuery, without: str = "") -> list[dict[str, Any]]:
    """Filters of every facet's selection: OR inside one, AND across, `without` left out."""
    filters: list[dict[str, Any]] = [
        {"terms": {FACET_FIELDS[name]: list(values)}} for name, values in query.facets.items() if name != without
    ]
    if without != "year" and (query.year_from or query.year_to):
        span = {"gte": query.year_from, "lte": query.year_to}
        filters.append({"range": {"year_from": {bound: year for bound, year in span.items() if year}}})
    return filters


def _aggregations(query: SearchQuery) -> dict[str, Any]:
    works = {"works": {"cardinality": {"field": "key", "precision_threshold": 40_000}}}

    def counted(name: str, field: str) -> dict[str, Any]:
        values = {"terms": {"field": field, "size": FACET_SIZE}, "aggs": works}
        return {"filter": {"bool": {"filter": _selections(query, without=name)}}, "aggs": {"values": values}}

    return {
        **{name: counted(name, field) for name, field in FACET_FIELDS.items()},
        "year": counted("year", "year_from"),
        "total": {"filter": {"bool": {"filter": _selections(query)}}, "aggs": works},
    }


def _sort(query: SearchQuery) -> list[Any]:
    by_title = {f"title_sort.{query.ui}": {"order": "asc", "missing": "_last"}}
    orders: dict[str, list[Any]] = {
        "relevance": ["_score", by_title],
        "newest": [{"year_from": {"order": "desc", "missing": "_last"}}, by_title],
        "oldest": [{"year_from": {"order": "asc", "missing": "_last"}}, by_title],
        "title": [by_title],
        CHANGED: [{"changed_at": {"order": "desc", "missing": "_last"}}, by_title],
    }
    return [*orders[query.sort], "key"]


def _marks() -> dict[str, Any]:
    return {"encoder": "html", "pre_tags": [HIGHLIGHT_START], "post_tags": [HIGHLIGHT_END]}


def _highlight() -> dict[str, Any]:
    whole, parts = {"number_of_fragments": 0}, {"number_of_fragments": 2, "fragment_size": 140}
    fields = {f"title.{code}": whole for code in LANGUAGES} | {f"summary.{code}": whole for code in LANGUAGES}
    fields |= {f"body.{code}": parts for code in LANGUAGES}
    return _marks() | {"fields": fields, "max_analyzed_offset": 900_000}  # a longer text would fail the request
