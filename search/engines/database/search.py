"""Words, filters, live facet counts, highlights and title suggestions from SearchEntry rows alone.

Matching is the database's work; grouping rows into works and counting facets is done here, in two queries whatever
the number of hits. At most MATCH_LIMIT rows are looked at.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from search.hits import Hit, Results, Suggestion
from search.languages import fold, words_of
from search.models import SearchEntry
from search.query import CHANGED, FACETS, SearchQuery
from search.thesaurus.expand import Group, expansions_of

from ..shown import shown_language
from .highlight import find_passage, highlight, snippet_of
from .matching import Alternatives, alternatives_of, ranks_of

MATCH_LIMIT = 10_000  # rows
COLUMNS = ("pk", "key", "language", "title", "facets", "year_from", "changed_at", "weight")
OWN_LANGUAGE = 1.2  # a match in the reader's language counts a little more


@dataclass
class Work:
    """What the matched rows say of one work; `facets` holds its year too."""

    key: str
    facets: dict[str, list[str]]
    year: int | None
    changed: str = ""
    title: str = ""
    score: float = 0.0


def search(query: SearchQuery, groups: list[Group], audiences: list[str]) -> Results:
    wanted = [alternatives for group in groups if (alternatives := alternatives_of(group, query.ui))]
    works = [] if query.text and not wanted else _works(query, wanted, audiences)
    chosen = _sorted([work for work in works if _fits(work, query)], query)
    years = _count(works, query, "year")
    return Results(
        hits=_hits(chosen[query.offset : query.offset + query.size], query, wanted, audiences),
        total=len(chosen),
        facets={name: _count(works, query, name) for name in FACETS},
        years={int(year): years[year] for year in sorted(years)},
        engine="database",
        expansions=expansions_of(groups, query.ui),
    )


def chosen(keys: list[str], query: SearchQuery, audiences: list[str]) -> list[Hit]:
    """The works of these keys that `audiences` may see, in the order of the keys."""
    entries = SearchEntry.objects.filter(audience__in=audiences, part=0, key__in=keys)
    works = {work.key: work for work in _grouped(entries, query, {})}
    return _hits([works[key] for key in keys if key in works], query, [], audiences)


def suggest(text: str, ui: str, audiences: list[str], limit: int) -> list[Suggestion]:
    start = " ".join(words_of(fold(text)))
    if not start:
        return []
    rows = (
        SearchEntry.objects.filter(audience__in=audiences, part=0, title_folded__contains=f" {start}")
        .order_by("kind", "title")
        .values_list("key", "language", "title", "url", "kind")[: limit * 20]
    )
    by_key: dict[str, dict[str, Suggestion]] = defaultdict(dict)
    for key, language, title, url, kind in rows:
        by_key[key][language] = Suggestion(title, url, kind, language)
    return [found[shown_language(list(found), ui)] for found in list(by_key.values())[:limit]]


def _works(query: SearchQuery, wanted: list[Alternatives], audiences: list[str]) -> list[Work]:
    """Everything the words match, whatever the selection: the facets are counted from it."""
    entries = SearchEntry.objects.filter(audience__in=audiences)
    if query.kinds:
        entries = entries.filter(kind__in=query.kinds)
    if query.apart_from:
        entries = entries.exclude(key=query.apart_from)
    if not wanted:
        return _grouped(entries.filter(part=0), query, {})
    works: list[Work] = []
    for every in (True, False) if len(wanted) > 1 else (True,):
        ranks = ranks_of(wanted, every=every, limit=MATCH_LIMIT)
        works = works or (_grouped(entries.filter(pk__in=list(ranks)), query, ranks) if ranks else [])
        if works:
            break
    return works


def _grouped(entries: QuerySet[SearchEntry], query: SearchQuery, ranks: dict[int, float]) -> list[Work]:
    works: dict[str, Work] = {}
    for row in entries.values(*COLUMNS)[:MATCH_LIMIT]:
        year = row["year_from"]
        facets = row["facets"] | {"year": [str(year)] if year else []}
        work = works.setdefault(row["key"], Work(row["key"], facets, year))
        own = row["language"] == query.ui
        work.changed = max(work.changed, row["changed_at"].isoformat() if row["changed_at"] else "")
        work.score = max(work.score, ranks.get(row["pk"], 0.0) * row["weight"] * (OWN_LANGUAGE if own else 1.0))
        work.title = row["title"] if own or not work.title else work.title
    return list(works.values())


def _fits(work: Work, query: SearchQuery, without: str = "") -> bool:
    """Whether a work is within the selection: OR inside a facet, AND across, one facet left out for its own counts."""
    for name, values in query.facets.items():
        if name != without and not set(values) & set(work.facets.get(name, [])):
            return False
    if without != "year" and (query.year_from or query.year_to):
        return work.year is not None and (query.year_from or 0) <= work.year <= (query.year_to or 9999)
    return True


def _count(works: list[Work], query: SearchQuery, name: str) -> dict[str, int]:
    counts = Counter(value for work in works if _fits(work, query, name) for value in work.facets.get(name, []))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _sorted(works: list[Work], query: SearchQuery) -> list[Work]:
    works = sorted(works, key=lambda work: (fold(work.title), work.key))
    if query.sort == "newest":
        return sorted(works, key=lambda work: -(work.year or 0))
    if query.sort == CHANGED:
        return sorted(works, key=lambda work: work.changed, reverse=True)
    if query.sort == "oldest":
        return sorted(works, key=lambda work: work.year or 9999)
    if query.sort == "relevance":
        return sorted(works, key=lambda work: -work.score)
    return works


def _hits(works: list[Work], query: SearchQuery, wanted: list[Alternatives], audiences: list[str]) -> list[Hit]:
    rows: dict[str, list[SearchEntry]] = defaultdict(list)
    readable = SearchEntry.objects.filter(key__in=[work.key for work in works], audience__in=audiences)
    for row in readable.order_by("part"):
        rows[row.key].append(row)
    return [_hit(work, rows[work.key], query.ui, wanted) for work in works if rows[work.key]]


def _hit(work: Work, rows: list[SearchEntry], ui: str, wanted: list[Alternatives]) -> Hit:
    language = shown_language([row.language for row in rows], ui)
    row = next(row for row in rows if row.language == language)
    return Hit(
        key=work.key,
        reference=row.reference,
        kind=row.kind,
        language=language,
        languages=tuple(work.facets["lang"]),
        url=row.url,
        title=row.title,
        title_html=highlight(row.title, wanted, language),
        snippet=snippet_of(row.summary, row.body, wanted, language),
        score=work.score,
        facets=row.facets,
        year_from=row.year_from,
        year_to=row.year_to,
        changed_at=row.changed_at,
        passage=find_passage(rows, wanted),
    )
