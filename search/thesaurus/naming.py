"""What the terms of a text are called in another language, for whoever translates it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .marking import TermMarker
from .models import Term, TermName

LABEL_FIRST = list(TermName.Kind.values)


@dataclass(frozen=True)
class NamedTerm:
    """A term as the text's language labels it; `names` are those of the other language, its label first."""

    source: str
    names: list[str]
    definition: str


def terms_in(texts: Iterable[str], language: str, target: str) -> list[NamedTerm]:
    """The terms that texts in `language` speak of and `target` has a name for, by their labels."""
    marker = TermMarker(language, every=True)
    for text in texts:
        marker.mark(text)
    found = Term.objects.filter(key__in=marker.seen).prefetch_related("names", "definitions")
    named = [_named(term, language, target) for term in found]
    return sorted((term for term in named if term.names), key=lambda term: term.source.lower())


def _named(term: Term, language: str, target: str) -> NamedTerm:
    names = sorted(term.names.all(), key=lambda name: LABEL_FIRST.index(name.kind))
    own = [name.text for name in names if name.language == language]
    definitions = [each.text for each in term.definitions.all() if each.language == target]
    return NamedTerm(
        source=own[0] if own else term.key,
        names=[name.text for name in names if name.language == target],
        definition=definitions[0] if definitions else "",
    )
