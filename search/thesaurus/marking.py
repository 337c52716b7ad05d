"""Links the first use of each glossary term in a text to the term's page."""

import re
from html import unescape

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..languages import ELISION, WORD, term_of
from .expand import LONGEST_TERM, current_thesaurus

TAG = re.compile(r"(<[^>]*>)")
LEFT_ALONE = ("a", "h1", "h2", "h3", "h4", "code", "button", "span")  # a link in a link, or in a heading, helps nobody


class TermMarker:
    """Marks terms in the texts of one page, in one language: each term where it comes first, and never again.

    Terms without a definition have no page to link to: they are left out, unless `every` term is asked for.
    """

    def __init__(self, language: str, *, every: bool = False, reader: str = "") -> None:
        """For who reads in another language than that of the texts, each link is followed by the reader's word."""
        thesaurus = current_thesaurus()
        self.names = thesaurus.names if reader not in ("", language) else {}
        self.reader = reader
        self.language = language
        self.terms = {
            stems: key
            for stems, keys in thesaurus.terms.get(language, {}).items()
            if (key := min(keys)) in thesaurus.defined or every
        }
        self.beginnings = {stems[0] for stems in self.terms}
        self.seen: set[str] = set()

    def mark(self, html: str) -> SafeString:
        """The same HTML with links in its text; `html` has to be safe already."""
        parts, inside = TAG.split(html), 0
        for position, part in enumerate(parts):
            if part.startswith("<"):
                name = re.match(r"</?\s*(\w+)", part)
                if name and name[1].lower() in LEFT_ALONE:
                    inside = max(inside + (-1 if part.startswith("</") else 1), 0)
            elif not inside:
                parts[position] = self._mark_text(part)
        return mark_safe("".join(parts))

    def _mark_text(self, text: str) -> str:
        words = list(WORD.finditer(text))
        stems = [term_of(unescape(word[0]), self.language) for word in words]
        marked, end, position = [], 0, 0
        while position < len(words):
            length, key = self._longest(stems, position) if stems[position] in self.beginnings else (0, "")
            if key and key not in self.seen:
                self.seen.add(key)
                start, stop = self._start(words[position]), words[position + length - 1].end()
                link = format_html('<a class="term" href="{}">', reverse("term", args=(key,)))
                marked += [text[end:start], f"{link}{text[start:stop]}</a>", self._in_other_words(key)]
                end = stop
            position += max(length, 1)
        return "".join([*marked, text[end:]])

    def _in_other_words(self, key: str) -> str:
        """What the term is called in the reader's language, its label first."""
        name = next((name for language, name in self.names.get(key, ()) if language == self.reader), "")
        return format_html(' <span class="gloss" lang="{}">({})</span>', self.reader, name) if name else ""

    def _start(self, word: re.Match[str]) -> int:
        """Where a term's first word begins: «d'eau» without its article."""
        article = ELISION.match(word[0].lower()) if self.language == "fr" else None
        return word.start() + (article.end() if article else 0)

    def _longest(self, stems: list[str], position: int) -> tuple[int, str]:
        """How many words from `position` name a term, and its key; a stop word may stand between, not at the end."""
        for length in range(min(LONGEST_TERM, len(stems) - position), 0, -1):
            part = stems[position : position + length]
            key = self.terms.get(tuple(filter(None, part)))
            if key and part[-1]:
                return length, key
        return 0, ""
