"""Facets hold keys; their labels belong to the apps above, which register who knows them."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise

Labels = dict[str, str]
Resolver = Callable[[Iterable[str]], Labels]

_resolvers: dict[str, Resolver] = {}
_kinds: dict[str, "str | Promise"] = {}


def register_labels(facet: str, resolver: Resolver) -> None:
    """Let `resolver(keys)` name the values of `facet` in the active language."""
    _resolvers[facet] = resolver


def register_kinds(kinds: "dict[str, str | Promise]") -> None:
    """Name the kinds of works that an app brings."""
    _kinds.update(kinds)


def kind_label(kind: str) -> str:
    return str(_kinds.get(kind, kind))


def labels_of(facet: str, keys: Iterable[str]) -> Labels:
    """Key → label in the active language; a key nobody knows is its own label."""
    keys = list(keys)
    if facet == "kind":
        return {key: kind_label(key) for key in keys}
    known = _resolvers[facet](keys) if facet in _resolvers and keys else {}
    return {key: str(known.get(key, key)) for key in keys}
