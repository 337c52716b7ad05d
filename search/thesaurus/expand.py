"""Reads a query as groups: a word alone, or a term of the thesaurus with what the other languages call it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, When

from ..languages import terms_of
from .models import TermDefinition, TermName

CACHE_KEY = "search.thesaurus"
CACHE_SECONDS = 300
LONGEST_TERM = 8  # words
COMPOUND = re.compile(r"[^\W_]+(?:[-‑'’.,][^\W_]+)*", re.UNICODE)  # Pays-Bas is one thing to look for

Name = tuple[str, str]  # language, text


@dataclass(frozen=True)
class Group:
    """A part of a query that has to be found: its own words, or any of the other names of its term."""

    text: str
    names: tuple[Name, ...] = ()

    @property
    def is_term(self) -> bool:
        return bool(self.names)


@dataclass
class Thesaurus:
    """`terms`: language → stemmed words → keys of terms; `names`: key → names in every language.

    `defined` are the keys of the terms that have a page in the glossary.
    """

    terms: dict[str, dict[tuple[str, ...], set[str]]] = field(default_factory=dict)
    names: dict[str, list[Name]] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)


def groups_of(text: str, ui: str) -> list[Group]:
    """Split a query into groups, the longest terms first; words that carry no meaning in `ui` are left out."""
    words, thesaurus = COMPOUND.findall(text), current_thesaurus()
    groups: list[Group] = []
    position = 0
    while position < len(words):
        length, keys = _longest_term(words, position, ui, thesaurus)
        if keys:
            names = dict.fromkeys(name for key in sorted(keys) for name in thesaurus.names[key])
            groups.append(Group(" ".join(words[position : position + length]), tuple(names)))
        elif terms_of(words[position], ui):
            groups.append(Group(words[position]))
        position += max(length, 1)
    return groups


def expansions_of(groups: list[Group], ui: str) -> dict[str, list[Name]]:
    """What else was looked for, to tell the reader: each term's label in the other languages."""
    told: dict[str, list[Name]] = {}
    for group in groups:
        labels: dict[str, str] = {}
        for language, text in group.names:
            labels.setdefault(language, text)
        others = [(language, text) for language, text in labels.items() if language != ui and text != group.text]
        if others:
            told[group.text] = others
    return told


def _longest_term(words: list[str], position: int, ui: str, thesaurus: Thesaurus) -> tuple[int, set[str]]:
    """How many words from `position` name a term, and which; the reader's language wins over the others."""
    languages = [ui, *(code for code in thesaurus.terms if code != ui)]
    for length in range(min(LONGEST_TERM, len(words) - position), 0, -1):
        part = words[position : position + length]
        for language in languages:
            keys = thesaurus.terms.get(language, {}).get(tuple(terms_of(" ".join(part), language)), set())
            if keys and terms_of(part[0], language) and terms_of(part[-1], language):  # «in» is no part of the term
                return length, keys
    return 0, set()


def current_thesaurus() -> Thesaurus:
    known = cache.get(CACHE_KEY)
    if known is None:
        known = _load()
        cache.set(CACHE_KEY, known, CACHE_SECONDS)
    return known


def forget_thesaurus() -> None:
    cache.delete(CACHE_KEY)


def _load() -> Thesaurus:
    terms: dict[str, dict[tuple[str, ...], set[str]]] = {code: defaultdict(set) for code, _name in settings.LANGUAGES}
    names: dict[str, list[Name]] = defaultdict(list)
    labels_first = Case(When(kind=TermName.Kind.LABEL, then=0), default=1)
    for name in TermName.objects.select_related("term").order_by("term", labels_first, "language", "pk"):
        stems = tuple(terms_of(name.text, name.language))
        if not stems or name.language not in terms:
            continue
        names[name.term.key].append((name.language, name.text))
        if not name.is_ambiguous:
            terms[name.language][stems].add(name.term.key)
    defined = set(TermDefinition.objects.values_list("term__key", flat=True))
    return Thesaurus({code: dict(by_stems) for code, by_stems in terms.items()}, dict(names), defined)
