"""The same results in other forms: JSON, CSV, RIS, BibTeX, and an Atom feed to follow."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from .citations import SITE, Work, download
from .hits import Hit, Results
from .labels import kind_label
from .query import CHANGED, SearchQuery
from .results import search_for

LIMIT = 200  # works in one file
FILE_NAME = "headwaters"
CSV_COLUMNS = ("reference", "kind", "title", "summary", "language", "languages", "countries", "year", "url")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def exported(request: HttpRequest, query: SearchQuery, title: str) -> HttpResponse | None:
    """The results as `?format=` asks for them; None where it asks for nothing that is known."""
    write = WRITERS.get(request.GET.get("format", ""))
    if write is None:
        return None
    is_feed = write is _atom and "sort" not in request.GET
    asked = replace(query, size=LIMIT, page=1, sort=CHANGED if is_feed else query.sort)
    results = search_for(asked, request.user)
    response = write(results, query, title)
    response["X-Robots-Tag"] = "noindex"
    return response


def as_file(results: Results, query: SearchQuery, title: str, format_name: str) -> HttpResponse | None:
    """Works that are at hand already; None where the format is not known."""
    write = WRITERS.get(format_name)
    return write(results, query, title) if write else None


def _json(results: Results, query: SearchQuery, title: str) -> HttpResponse:
    return JsonResponse(results.as_json())


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A table to take along, in which nothing is run."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _csv(results: Results, query: SearchQuery, title: str) -> HttpResponse:
    return csv_file(FILE_NAME, CSV_COLUMNS, map(_row, results.hits))


def _ris(results: Results, query: SearchQuery, title: str) -> HttpResponse:
    return download(map(_work, results.hits), "ris", FILE_NAME)


def _bibtex(results: Results, query: SearchQuery, title: str) -> HttpResponse:
    return download(map(_work, results.hits), "bibtex", FILE_NAME)


def _atom(results: Results, query: SearchQuery, title: str) -> HttpResponse:
    feed = Atom1Feed(
        title=f"{title} · {SITE}",
        link=settings.BASE_URL + query.url,
        description=_("New knowledge for water operators"),
        language=query.ui,
        feed_url=settings.BASE_URL + query.in_format("atom"),
    )
    for hit in results.hits:
        if hit.changed_at is None:
            continue  # a term or a goal: nothing that anybody follows
        feed.add_item(
            title=hit.title,
            link=settings.BASE_URL + hit.url,
            description=strip_tags(str(hit.snippet)),
            unique_id=f"{settings.BASE_URL}/{hit.key}",
            updateddate=hit.changed_at,
            categories=[kind_label(hit.kind)],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


WRITERS: dict[str, Callable[[Results, SearchQuery, str], HttpResponse]] = {
    "json": _json,
    "csv": _csv,
    "ris": _ris,
    "bibtex": _bibtex,
    "atom": _atom,
}


def _row(hit: Hit) -> list[str]:
    return [
        hit.reference,
        kind_label(hit.kind),
        hit.title,
        strip_tags(str(hit.snippet)),
        hit.language,
        " ".join(hit.languages),
        " ".join(hit.facets.get("country", [])),
        str(hit.year_from or ""),
        settings.BASE_URL + hit.url,
    ]


def _cell(value: str) -> str:
    """A text that a spreadsheet would run as a formula is kept a text."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _work(hit: Hit) -> Work:
    return Work(
        key=f"{hit.reference}-{hit.language}",
        title=hit.title,
        url=settings.BASE_URL + hit.url,
        language=hit.language,
        date=str(hit.year_from or ""),
    )
