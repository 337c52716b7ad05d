"""What a page must have before it is handed in or published, and what its text must not.

Every page type tells its own list by `checks_before_publishing`; the form refuses to publish what fails
(`forms.CheckedPageForm`), the editor shows the list while the page is written (`panels.ChecklistPanel`).
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from bs4 import BeautifulSoup
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

EMPTY_WORDS = {  # a link read out by itself has to say where it leads
    *("here", "click here", "this", "link", "read more", "more"),
    *("ici", "cliquez ici", "lien", "lire la suite", "en savoir plus"),
    *("aquí", "aqui", "haga clic aquí", "enlace", "leer más", "más"),
    *("здесь", "тут", "сюда", "нажмите здесь", "ссылка", "подробнее", "читать далее"),
}
BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
MARKUP = re.compile(r"<(a|h[1-6])\b")


class Check(NamedTuple):
    """One thing to see to: what is asked for, whether it is so, and what to say beside which field if it is not."""

    label: str | Promise
    passed: bool
    field: str
    message: str | Promise


class CheckedPage(Protocol):
    def checks_before_publishing(self) -> list[Check]: ...


def summary_check(page: Any) -> Check:
    return Check(_("A summary"), bool(page.summary), "summary", _("Say in one or two sentences what it is about."))


def text_checks(page: Any) -> list[Check]:
    """What can be seen in the text itself: links that say where they lead, headings with words in their order."""
    links, headings = "", ""
    for name, html in _texts(page):
        links = links or (name if any(_says_nothing(text) for text in _words_in("a", html)) else "")
        headings = headings or (name if _headings_at_fault(html) else "")
    return [
        Check(
            _("Links that say where they lead"),
            not links,
            links,
            _("A link says “here” or only its address: let its words say where it leads."),
        ),
        Check(
            _("Headings in their order, none of them empty"),
            not headings,
            headings,
            _("A heading is empty or of the wrong level: use “Heading 3” and give it words."),
        ),
    ]


def _texts(page: Any) -> Iterator[tuple[str, str]]:
    """The page's own rich texts with the name of the field they stand in."""
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            yield field.name, field.value_from_object(page) or ""
        elif isinstance(field, StreamField):
            yield from ((field.name, text) for text in _strings(field.value_from_object(page).get_prep_value()))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and MARKUP.search(value):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _words_in(tag: str, html: str) -> list[str]:
    return [element.get_text(" ", strip=True) for element in BeautifulSoup(html, "html.parser").find_all(tag)]


def _says_nothing(words: str) -> bool:
    return words.strip(" .…»>").lower() in EMPTY_WORDS or BARE_ADDRESS.fullmatch(words) is not None


def _headings_at_fault(html: str) -> bool:
    """A text stands under a heading of the second level, so that its own are of the third, and deeper ones below."""
    level = 2
    for heading in BeautifulSoup(html, "html.parser").find_all(re.compile(r"^h[1-6]$")):
        at = int(heading.name[1])
        if not heading.get_text(strip=True) or at <= 2 or at > level + 1:
            return True
        level = at
    return False
