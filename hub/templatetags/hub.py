"""Small things templates need: languages of a page, numbers with their unit, names of kinds and countries."""

import re
from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.translations import languages_of
from knowledge.partnerships import dates
from knowledge.partnerships.models import Programme, Result
from knowledge.partnerships.units import unit_label
from knowledge.taxonomy.geography import country_name
from knowledge.taxonomy.reading import known_themes
from search.labels import kind_label
from search.query import SearchQuery

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[dict[str, Any]]:
    """The same item in every language: what the switcher and hreflang point to.

    Slugs are the same in all languages and the trees are kept in step, so the address only changes its prefix.
    """
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    current = get_language()
    return [
        {
            "code": code,
            "name": name,
            "path": translate_url(path, code),
            "url": settings.BASE_URL + translate_url(path.split("?")[0], code),
            "is_current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


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
def period(programme: Programme) -> str:
    return " – ".join(dates.display(date) for date in (programme.start, programme.end) if date)


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
def language_name(code: str) -> str:
    """A language by its own name: it is never translated."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter
def host_name(url: str) -> str:
    """Where a link leads, as short as a reader needs it: gwopa.org."""
    return urlsplit(url).netloc.removeprefix("www.")


@register.filter
def words(text: str) -> list[str]:
    """The words of a text as a list: components take lists, and a template cannot write one."""
    return text.split()


def languages_written(page: Page) -> dict[int, str]:
    """The pages that hold this item in words of their own, each with its language; known where the page was found."""
    if not hasattr(page, "languages_written"):
        pages = Page.objects.filter(translation_key=page.translation_key).select_related("locale")
        page.languages_written = languages_of(pages)
    return page.languages_written


@register.simple_tag(takes_context=True)
def untranslated(context: template.Context) -> dict[str, str] | None:
    """The language and address of the source, when the page shown is not translated yet."""
    page, request = context.get("page"), context.get("request")
    if request is None or page is None or not getattr(page, "alias_of_id", None):
        return None
    code = languages_written(page).get(page.alias_of_id, settings.LANGUAGE_CODE)
    path = translate_url(request.path, code)
    return {"code": code, "name": language_name(code), "path": path, "url": settings.BASE_URL + path}


@register.simple_tag(takes_context=True)
def content_lang(context: template.Context) -> SafeString | str:
    """A `lang` attribute for the page's own words where they are not in the reader's language."""
    source = context.get("source")
    return format_html(' lang="{}"', source["code"]) if source else ""


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> list[dict[str, str]]:
    """The languages the page can really be read in, each with its address."""
    request, codes = context["request"], languages_written(context["page"]).values()
    return [
        {"code": code, "name": name, "path": translate_url(request.path, code)}
        for code, name in settings.LANGUAGES
        if code in codes
    ]


@register.simple_tag
def theme_name(key: str) -> str:
    """A theme's name by its key."""
    return next((str(theme) for theme in known_themes() if theme.key == key), key)


WAVE_WIDTH, WAVE_HEIGHT = 320, 112


@register.simple_tag
def waves(seed: str) -> list[dict[str, Any]]:
    """Lines of water for a cover: always the same for one work, different for the next."""
    random = Random(seed)
    lines = []
    for number in range(7):
        height = 14 + number * 15 + random.randint(-4, 4)
        swing = random.randint(5, 13) * random.choice((-1, 1))
        step = random.choice((80, 107, 160))
        start = -random.randint(0, step)
        swings = " ".join(f"t{step} 0" for _count in range(-(-(WAVE_WIDTH - start) // step) - 1))
        lines.append(
            {
                "d": f"M{start} {height}q{step // 2} {swing} {step} 0 {swings}".strip(),
                "width": round(0.6 + number * 0.35, 2),
                "opacity": round(0.16 + number * 0.07, 2),
            }
        )
    return lines


@register.simple_tag
def ladder(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Results by their step of the ladder; leverage and ripples stand beside its five rungs, without a number."""
    beside = (Result.Step.FINANCIAL_LEVERAGE, Result.Step.RIPPLE_EFFECT)
    by_step: dict[str, list[Result]] = {}
    for result in results:
        by_step.setdefault(result.step, []).append(result)
    return [
        {"number": 0 if step in beside else number, "label": step.label, "results": by_step[step]}
        for number, step in enumerate(Result.Step, start=1)
        if step in by_step
    ]


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """The address search engines should keep: the source's while a page is not translated."""
    source = context.get("source")
    return source["url"] if source else next(link["url"] for link in context["languages"] if link["is_current"])


@register.filter
def sorted_by(query: SearchQuery, sort: str) -> SearchQuery:
    return query.sorted_by(sort)


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
