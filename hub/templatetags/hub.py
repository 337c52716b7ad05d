"""Small things templates need: languages of a page, numbers with their unit, names of kinds and countries."""

from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.formats import number_format
from django.utils.translation import get_language, pgettext

from knowledge.taxonomy.geography import country_name
from search.labels import kind_label

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
