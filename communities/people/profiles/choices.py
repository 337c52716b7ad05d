"""What people choose from, named and sorted in the reader's language."""

from collections.abc import Iterable
from zoneinfo import available_timezones

from django_countries import countries

from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.geography import country_name
from search.languages import fold

from .reading import language_name

Choices = list[tuple[str, str]]

# Those spoken where utilities take part in partnerships, by their two-letter codes.
LANGUAGES = (
    "ar bn de en es fa fr hi hy id it ja ka kk km ko ky lo mg mn ms my ne nl pt ru rw si so sw ta tg th tl tr uk ur "
    "uz vi zh"
)
NOTHING = ("", "—")
CONTINENTS = "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific"


def by_name(choices: Iterable[tuple[str, str]]) -> Choices:
    return sorted(choices, key=lambda choice: fold(choice[1]))


def countries_of(codes: Iterable[str]) -> Choices:
    return by_name((code, country_name(code)) for code in codes)


def every_country() -> Choices:
    return countries_of(code for code, _name in countries)


def every_language() -> Choices:
    return by_name((code, language_name(code)) for code in LANGUAGES.split())


def organisations(known: Iterable[Organisation]) -> Choices:
    return by_name((organisation.reference, str(organisation)) for organisation in known)


def time_zones(present: str) -> Choices:
    """Those of places, and the one that is set."""
    names = {name for name in available_timezones() if name.partition("/")[0] in CONTINENTS.split()}
    return [(name, name.replace("_", " ")) for name in sorted(names | {"UTC", present})]
