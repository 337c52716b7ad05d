"""What language the words of a page are said to be in, and whether they are."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from search.languages import STOP_WORDS

INLINE = {"a", "abbr", "b", "br", "cite", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"}
SILENT = {"script", "style", "template", "svg"}
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
LONG = 8  # words: shorter texts say little about their language
SURE = 3  # little words of another language, and twice as many as of its own
STOP = {language: set(words.split()) for language, words in STOP_WORDS.items()}
LATIN_RUN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’\-,& ]*")
ADDRESS = re.compile(r"\S+\.\w{2,}\S*")
CYRILLIC = re.compile("[А-Яа-яЁё]{2,}")


def texts(document: HtmlElement) -> set[tuple[str, str]]:
    """Every text of a page with the language it is said to be in: a paragraph is one, unless a part of it differs."""
    found: dict[tuple[HtmlElement, str], list[str]] = {}
    for element, text in _nodes(document):
        found.setdefault((_block(element), _language(element)), []).append(text)
    runs = {(language, " ".join("".join(parts).split())) for (_element, language), parts in found.items()}
    runs |= {
        (_language(element), element.get(name))
        for name in SPOKEN_ATTRIBUTES
        for element in document.iterfind(f".//*[@{name}]")
    }
    return {(language, text) for language, text in runs if text}


def is_foreign(language: str, text: str) -> bool:
    """Whether a text is certainly not in the language it is said to be in."""
    if language == "ru":
        return any(map(_is_prose, LATIN_RUN.findall(ADDRESS.sub("", text))))
    if language not in STOP:  # Dutch or German: nothing here could tell
        return False
    return bool(CYRILLIC.search(text)) or _reads_as_another(language, text)


def _is_prose(run: str) -> bool:
    """Whether Latin letters in a Russian text are more than a name: words in small letters that mean something."""
    little = set.union(*STOP.values())
    return len([word for word in re.findall(r"\b[a-zà-ÿ]{3,}\b", run) if word not in little]) > 1


def _reads_as_another(language: str, text: str) -> bool:
    words = re.findall(r"[a-zà-ÿœ]+", text.lower())
    counts = {code: sum(word in little for word in words) for code, little in STOP.items() if code != "ru"}
    own = counts.pop(language)
    most = max(counts.values())
    return len(words) >= LONG and most >= SURE and most > 2 * own


def _nodes(document: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in document.iter("*"):
        parent = element.getparent()
        if element.text and not _is_silent(element):
            yield element, element.text
        if element.tail and parent is not None and not _is_silent(parent):
            yield parent, element.tail


def _is_silent(element: HtmlElement) -> bool:
    """What nobody reads, and names that are the same in every language."""
    return any(part.tag in SILENT or part.get("translate") == "no" for part in (element, *element.iterancestors()))


def _block(element: HtmlElement) -> HtmlElement:
    return next(part for part in (element, *element.iterancestors()) if part.tag not in INLINE)


def _language(element: HtmlElement) -> str:
    return next((code for part in (element, *element.iterancestors()) if (code := part.get("lang"))), "")
