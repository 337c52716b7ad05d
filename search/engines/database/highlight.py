"""Marks found words in a text by comparing terms, as the index does; knows no more HTML than <mark>."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.hits import PassageHit
from search.languages import WORD, term_of
from search.models import SearchEntry

from .matching import Alternatives

AROUND = 90  # characters on each side of a found word


def highlight(text: str, wanted: list[Alternatives], language: str) -> SafeString:
    """The whole text, escaped, with found words marked."""
    parts, end = [], 0
    for start, stop in _found(text, wanted, language):
        parts += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))


def snippet_of(summary: str, body: str, wanted: list[Alternatives], language: str) -> SafeString:
    """The summary if it holds a found word or the body does not, else the body around the first one."""
    if not body or any(True for _span in _found(summary, wanted, language)):
        return highlight(summary, wanted, language)
    excerpt = _excerpt(body, wanted, language)
    return highlight(excerpt or summary, wanted, language)


def find_passage(rows: Iterable[SearchEntry], wanted: list[Alternatives]) -> PassageHit | None:
    """The first page of a file that holds something of what was looked for."""
    for row in rows:
        for passage in row.passages:
            page, url, language = passage["page"], passage["url"], passage["language"]
            excerpt = _excerpt(passage["text"], wanted, language)
            if excerpt:
                return PassageHit(page, url, language, highlight(excerpt, wanted, language))
    return None


def _excerpt(text: str, wanted: list[Alternatives], language: str) -> str:
    first = next(iter(_found(text, wanted, language)), None)
    if first is None:
        return ""
    start = text.rfind(" ", 0, max(first[0] - AROUND, 0)) + 1
    stop = text.find(" ", first[1] + AROUND)
    stop = len(text) if stop < 0 else stop
    return f"{'… ' if start else ''}{text[start:stop]}{' …' if stop < len(text) else ''}"


def _found(text: str, wanted: list[Alternatives], language: str) -> Iterable[tuple[int, int]]:
    """Spans of the words that belong to a wanted phrase standing in the text."""
    if not wanted:
        return
    words = [(match.span(), term) for match in WORD.finditer(text) if (term := term_of(match.group(), language))]
    terms = [term for _span, term in words]
    marked: set[int] = set()
    for phrase in (phrase for alternatives in wanted for phrase in alternatives):
        for start in range(len(terms) - len(phrase) + 1):
            if tuple(terms[start : start + len(phrase)]) == phrase:
                marked.update(range(start, start + len(phrase)))
    spans = (words[position][0] for position in sorted(marked))
    yield from _joined(spans, text)


def _joined(spans: Iterable[tuple[int, int]], text: str) -> Iterable[tuple[int, int]]:
    """Neighbours with nothing but a space or a hyphen between them are one find."""
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        if joined and not text[joined[-1][1] : start].strip(" \u00a0-"):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined
