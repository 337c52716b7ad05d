"""Countries and regions: ISO codes in the database, names from CLDR in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    AFRICA = "africa", _("Africa")
    ARAB_STATES = "arab-states", _("Arab States")
    ASIA_PACIFIC = "asia-pacific", _("Asia and the Pacific")
    EUROPE = "europe", _("Europe")
    LATIN_AMERICA_CARIBBEAN = "latin-america-caribbean", _("Latin America and the Caribbean")
    NORTH_AMERICA = "north-america", _("North America")
    GLOBAL = "global", _("Worldwide")


@lru_cache(maxsize=16)
def territories(language: str) -> dict[str, str]:
    names = {code: name for code, name in Locale.parse(language).territories.items() if len(code) == 2}
    return names | PREFERRED_NAMES.get(language, {})


# Where CLDR's form is not the short name that people use and type.
PREFERRED_NAMES = {
    "en": {"PS": "Palestine"},
    "fr": {"PS": "Palestine"},
    "es": {"PS": "Palestina"},
    "ru": {"PS": "Палестина"},
}


def country_name(code: str, language: str | None = None) -> str:
    """The name of an ISO 3166-1 alpha-2 country in `language` (the active one by default), else the code itself."""
    return territories(language or get_language() or settings.LANGUAGE_CODE).get(code, code)


def country_names(code: str) -> list[str]:
    """The country's different names in all languages of the site."""
    return list(dict.fromkeys(country_name(code, language) for language, _name in settings.LANGUAGES))
