"""What to read next: the items that share most with one, each with the reason it is named."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from knowledge.taxonomy.geography import country_name
from knowledge.taxonomy.reading import known_themes
from search.keys import key_of
from search.models import SearchEntry

LOOKED_AT = 1_000  # the newest items: a longer library is not weighed whole for three links
# What an item may share with another, how much one such thing weighs, and how many count.
WEIGHTS = {"org": (4, 2), "country": (2, 2), "tag": (2, 3), "theme": (1, 2)}


@dataclass(frozen=True)
class Related:
    title: str
    url: str
    kind: str
    reason: str


def related_to(
    page: Any, user: AbstractBaseUser | AnonymousUser, *, kinds: tuple[str, ...], limit: int = 3
) -> list[Related]:
    """The `limit` items in the page's language that `user` may read and that share most with it; one query."""
    language = page.locale.language_code
    rows = (
        SearchEntry.objects.visible_to(user)
        .filter(language=language, part=0, kind__in=kinds)
        .order_by("-year_from", "key")
        .values("key", "title", "url", "kind", "facets")[:LOOKED_AT]
    )
    entries = {row["key"]: row for row in rows}
    own = entries.pop(key_of(page), None)
    if own is None:
        return []
    shared = {key: _shared(own["facets"], row["facets"]) for key, row in entries.items()}
    best = sorted((key for key in shared if _score(shared[key]) > 1), key=lambda key: -_score(shared[key]))[:limit]
    return [
        Related(entries[key]["title"], entries[key]["url"], entries[key]["kind"], _reason(shared[key])) for key in best
    ]


def _shared(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [value for value in one.get(name, []) if value in other.get(name, [])] for name in WEIGHTS}


def _score(shared: dict[str, list[str]]) -> int:
    return sum(weight * min(len(shared[name]), most) for name, (weight, most) in WEIGHTS.items())


def _reason(shared: dict[str, list[str]]) -> str:
    if len(shared["org"]) > 1:
        return _("About the same utilities")
    if shared["org"]:
        return _("One utility takes part in both")
    if shared["country"]:
        return _("Also from %(country)s") % {"country": country_name(shared["country"][0])}
    theme = next((theme for theme in known_themes() if theme.key in shared["theme"]), None)
    return str(theme) if theme else _("On the same subjects")
