"""Small things templates need: languages of a page, numbers with their unit, names of kinds and countries."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from knowledge import dates
from knowledge.media.waves import Wave
from knowledge.media.waves import waves as cover_waves
from knowledge.partnerships.models import Result
from knowledge.partnerships.units import unit_label
from knowledge.taxonomy.geography import country_name
from knowledge.taxonomy.reading import known_themes
from search.labels import kind_label
from search.query import SearchQuery
from search.thesaurus.marking import TermMarker

register = template.Library()


@register.filter
def country(code: str) -> str:
    return country_name(code)


@register.filter
def kind_name(kind: str) -> str:
    return kind_label(kind)


@register.filter
def figure(value: Decimal | None) -> str:
    """A number as the reader's language writes it, without zeros after the comma that nobody measured."""
    if value is None:
        return ""
    exact = Decimal(value).normalize()
    places = max(-int(exact.as_tuple().exponent), 0)
    return number_format(exact, decimal_pos=places, use_l10n=True, force_grouping=abs(exact) >= 10_000)


@register.filter
def with_percent(text: str) -> str:
    """A percentage: fr, es and ru keep a space before the sign that does not break."""
    return pgettext("percentage", "%(number)s%%") % {"number": text}


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency's name, as the reader's language counts it: 2 754 000 долларов США."""
    language = get_language() or settings.LANGUAGE_CODE
    return format_currency(amount, currency, locale=language, format_type="name", currency_digits=False)


@register.filter
def partial_date(text: str) -> str:
    """A date known to the year, the month or the day, as the reader writes it; any other text stays as it is."""
    return dates.display(text) if re.match(dates.PARTIAL_DATE, text) else text


@register.filter
def moment(when: datetime) -> SafeString:
    """Day and minute by the reader's clock; worded once, for a page has many and shows them again and again."""
    return _worded(localtime(when).isoformat(timespec="minutes"), get_language())


@lru_cache(maxsize=5_000)
def _worded(when: str, language: str | None) -> SafeString:
    words = date_format(datetime.fromisoformat(when).replace(tzinfo=None), "DATETIME_FORMAT")
    return format_html('<time datetime="{}">{}</time>', when, words)


@register.filter
def unit_after(unit: str, number: Decimal | None) -> str:
    """A unit as it stands after a number: 1 school, 34 schools."""
    return unit_label(unit, number)


@register.filter
def texts(blocks: Iterable[Any]) -> list[str]:
    """What the blocks of a StreamField say, in the reader's language."""
    return [str(block.value) for block in blocks]


@register.filter
def item(value: dict[str, Any], key: str) -> Any:
    """A struct's field whose name a template would take for a method of `dict`: "items", "values"."""
    return value[key]


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """A block of data for search engines: no script runs, and no text can end it."""
    text = json.dumps(data, ensure_ascii=False)
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.filter
def with_terms(html: str, marker: TermMarker | None) -> str:
    """A text with its glossary terms linked, where the page's context brings a marker."""
    return marker.mark(html) if marker else html


@register.filter
def host_name(url: str) -> str:
    """Where a link leads, as short as a reader needs it: gwopa.org."""
    return urlsplit(url).netloc.removeprefix("www.")


@register.filter
def words(text: str) -> list[str]:
    """The words of a text as a list: components take lists, and a template cannot write one."""
    return text.split()


@register.filter
def as_meta(tags: Iterable[tuple[str, str, str]]) -> SafeString:
    """Attribute, name and content of each, for the head of a page."""
    return format_html_join("\n", '<meta {}="{}" content="{}">', tags)


@register.simple_tag
@lru_cache
def stylesheets(names: str, media: str = "") -> SafeString:
    """Links to stylesheets of the site, which every page has: found once for a process."""
    attribute = format_html(' media="{}"', media) if media else ""
    urls = ((static(f"hub/css/{name}.css"), attribute) for name in names.split())
    return format_html_join("\n", '<link rel="stylesheet" href="{}"{}>', urls)


@register.simple_tag
def theme_name(key: str) -> str:
    """A theme's name by its key."""
    return next((str(theme) for theme in known_themes() if theme.key == key), key)


@register.simple_tag
def waves(seed: str) -> list[Wave]:
    return cover_waves(seed)


BESIDE_THE_LADDER = (Result.Step.FINANCIAL_LEVERAGE, Result.Step.RIPPLE_EFFECT)


@register.simple_tag
def ladder_rungs() -> list[dict[str, Any]]:
    """The five rungs of the results ladder, from short to long term."""
    rungs = [step for step in Result.Step if step not in BESIDE_THE_LADDER]
    return [{"number": number, "label": step.label} for number, step in enumerate(rungs, start=1)]


@register.simple_tag
def ladder(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Results by their step of the ladder; leverage and ripples stand beside its five rungs, without a number."""
    by_step: dict[str, list[Result]] = {}
    for result in results:
        by_step.setdefault(result.step, []).append(result)
    return [
        {"number": 0 if step in BESIDE_THE_LADDER else number, "label": step.label, "results": by_step[step]}
        for number, step in enumerate(Result.Step, start=1)
        if step in by_step
    ]


@register.filter
def sorted_by(query: SearchQuery, sort: str) -> SearchQuery:
    return query.sorted_by(sort)


@register.simple_tag
def in_format(query: SearchQuery, name: str) -> str:
    return query.in_format(name)


@register.filter
def asking(query: SearchQuery, text: str) -> SearchQuery:
    return query.asking(text)


SORT_NAMES = {
    "relevance": _("Best match"),
    "newest": _("Newest"),
    "oldest": _("Oldest"),
    "title": pgettext_lazy("sort order", "By title"),
}


@register.filter
def sort_name(sort: str) -> str:
    return str(SORT_NAMES[sort])


@register.filter
def kept(query: SearchQuery, without: str) -> list[tuple[str, str]]:
    """A query's parameters for hidden inputs, without those that a form asks for itself."""
    return [(name, value) for name, value in query.parameters if name not in without.split()]


@register.simple_tag
def year_bars(years: dict[int, int], query: SearchQuery) -> list[dict[str, Any]]:
    """Works by year as bars of a picture 100 units wide and 40 high."""
    if len(years) < 2:
        return []
    first, last = min(years), max(years)
    width, most = 100 / (last - first + 1), max(years.values())
    return [
        {
            "x": f"{(year - first) * width:.2f}",
            "y": f"{40 - count / most * 38 - 2:.1f}",
            "width": f"{width * 0.8:.2f}",
            "height": f"{count / most * 38 + 2:.1f}",
            "is_in": (query.year_from or query.year_to) and (query.year_from or 0) <= year <= (query.year_to or 9999),
        }
        for year, count in sorted(years.items())
    ]
