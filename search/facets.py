"""Facets as a reader sees them: labelled values with counts and the address that adds or removes each."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .hits import Results
from .labels import labels_of
from .query import SearchQuery

TITLES: dict[str, "str | Promise"] = {
    "kind": _("Kind"),
    "theme": _("Theme"),
    "country": _("Country"),
    "objective": _("Objective"),
    "setting": _("Setting"),
    "lang": _("Language"),
}
AT_FIRST = 8  # values shown before "more"


@dataclass(frozen=True)
class FacetValue:
    key: str
    label: str
    count: int
    is_selected: bool
    url: str


@dataclass(frozen=True)
class FacetGroup:
    name: str
    title: "str | Promise"
    values: list[FacetValue]
    rest: list[FacetValue]


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


def facet_groups(query: SearchQuery, results: Results) -> list[FacetGroup]:
    """The facets with something to choose; what is selected stays in sight even when nothing fits it."""
    groups = [_group(name, query, results) for name in TITLES]
    return [group for group in groups if group.values and not _tells_nothing(group)]


def _tells_nothing(group: FacetGroup) -> bool:
    """Whether every work can be read in every language: nothing to choose then."""
    counts = {value.count for value in group.values}
    return group.name == "lang" and len(counts) == 1 and not any(value.is_selected for value in group.values)


def _group(name: str, query: SearchQuery, results: Results) -> FacetGroup:
    counts = results.facets.get(name, {}) | {
        key: results.facets.get(name, {}).get(key, 0) for key in query.selected(name)
    }
    if name == "kind" and query.kinds:
        counts = {key: count for key, count in counts.items() if key in query.kinds}
    labels = facet_labels(name, counts)
    values = [
        FacetValue(key, labels[key], counts[key], key in query.selected(name), query.toggled(name, key).url)
        for key in sorted(counts, key=lambda key: (-counts[key], labels[key]))
    ]
    shown = [value for position, value in enumerate(values) if position < AT_FIRST or value.is_selected]
    return FacetGroup(name, TITLES[name], shown, [value for value in values if value not in shown])


def facet_labels(name: str, keys: "dict[str, int] | tuple[str, ...]") -> dict[str, str]:
    if name == "lang":
        names = dict(settings.LANGUAGES)
        return {key: names.get(key, key) for key in keys}
    return labels_of(name, keys)


def selected_chips(query: SearchQuery) -> list[Chip]:
    """What is chosen, each with the address that takes it back."""
    chips = [
        Chip(label, query.toggled(name, key).url)
        for name, keys in query.facets.items()
        for key, label in facet_labels(name, keys).items()
    ]
    if query.year_from or query.year_to:
        chips.append(Chip(f"{query.year_from or '…'} – {query.year_to or '…'}", query.without_years().url))
    return chips
