"""A document's text as pages to read: parts that a slow connection carries, and the paragraphs of each page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Length
from wagtail.models import Page, ReferenceIndex

from search.audience import for_everybody

from .models import CustomDocument

PART = 30_000  # characters: 60 KB where a letter takes two bytes
HEADING = 120  # what stands around the text of a page
SHORT_LINE = 0.75  # of the page's longest: a line that ends earlier ends its paragraph


@dataclass(frozen=True)
class Part:
    """The pages of a document that are read at once, by their numbers."""

    pages: list[int]

    @property
    def first(self) -> int:
        return self.pages[0]

    @property
    def last(self) -> int:
        return self.pages[-1]


def parts_of(document: CustomDocument) -> list[Part]:
    """All pages with text, as many in a part as it carries."""
    parts: list[list[int]] = []
    size = 0
    for page, length in document.passages.values_list("page", Length("text")):
        if not parts or size + length > PART:
            parts.append([])
            size = 0
        parts[-1].append(page)
        size += length + HEADING
    return [Part(pages) for pages in parts]


def paragraphs(text: str) -> list[str]:
    """A page's lines joined to paragraphs, as far as their lengths tell where one ends."""
    return [" ".join(lines) for lines in _grouped(text.splitlines())]


def _grouped(lines: list[str]) -> Iterator[list[str]]:
    end = max(map(len, lines), default=0) * SHORT_LINE
    paragraph: list[str] = []
    for line in lines:
        paragraph.append(line)
        if len(line) < end:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def item_with(document: CustomDocument, language: str) -> Page | None:
    """The page that offers the document to everybody, in the reader's language where there is one."""
    offered = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    numbers = [int(number) for number in offered.values_list("object_id", flat=True)]
    pages = for_everybody(Page.objects.filter(pk__in=numbers).order_by("pk"))
    return min(pages, key=lambda page: page.locale.language_code != language, default=None)
