"""A hub's introduction as a text to type, and back into the blocks that its page is made of.

A section is a heading and what stands below it. One that was not touched stays the block that it was; a plain list
becomes points or steps, everything else prose. What is no text, such as a picture, has no words here and follows the
text.
"""

import re
from collections.abc import Iterator
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdownify import markdownify
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

LISTS = {"points": "-", "steps": "1."}
SECTION = re.compile(r"^##[ \t]+", re.MULTILINE)
POINT = re.compile(r"(?P<mark>[-*]|\d{1,3}[.)])[ \t]+(?:\*\*(?P<title>[^*]+)\*\*[ \t]*)?(?P<text>[^*_`\[\]<>]*)")
TAGS = {"a", "b", "br", "h3", "i", "li", "ol", "p", "ul"}
NAMES = {"strong": "b", "em": "i", "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LONGEST_HEADING, LONGEST_POINT = 120, 200  # characters, as the blocks have them
Raw = dict[str, Any]


def as_text(body: StreamValue) -> str:
    """The words of an introduction as Markdown, its headings of the second level."""
    return "\n\n".join(_text_of(block) for block in body if _is_words(block))


def as_body(text: str, body: StreamValue) -> list[Raw]:
    """What `text` says, as the raw value of a StreamField; what is no text comes from `body`."""
    known = {_text_of(block): block.get_prep_value() for block in body if _is_words(block)}
    made = [known.get(section) or _block(section) for section in _sections(text)]
    return [*made, *others(body)]


def validate(text: str) -> None:
    """Say what no block takes before one is made of it.

    Raises:
        ValidationError: a heading is too long, or has nothing below it.
    """
    for heading, words in map(_parted, _sections(text)):
        if len(heading) > LONGEST_HEADING:
            raise ValidationError(
                _("A heading has %(limit)d characters at most: “%(heading)s…”"),
                params={"limit": LONGEST_HEADING, "heading": heading[:40]},
            )
        if not words:
            raise ValidationError(_("Nothing stands below the heading “%(heading)s”."), params={"heading": heading})


def others(body: StreamValue) -> list[Raw]:
    """The blocks that cannot be typed."""
    return [block.get_prep_value() for block in body if not _is_words(block)]


def _is_words(block: Any) -> bool:
    return block.block_type in ("text", *LISTS)


def _text_of(block: Any) -> str:
    value = block.value
    if block.block_type in LISTS:
        mark = LISTS[block.block_type]
        words = "\n".join(f"{mark} {_point_of(item)}" for item in value["items"])
    else:
        words = _markdown_of(value["text"].source)
    return f"## {value['heading']}\n\n{words}" if value["heading"] else words


def _point_of(item: Any) -> str:
    return f"**{item['title']}** {item['text']}" if item["text"] else item["title"]


def _markdown_of(source: str) -> str:
    made = markdownify(expand_db_html(source), heading_style="ATX", bullets="-", escape_misc=False)
    return re.sub(r"\n{3,}", "\n\n", str(made)).strip()


def _sections(text: str) -> Iterator[str]:
    first, *rest = SECTION.split("\n".join(line.rstrip() for line in text.strip().splitlines()))
    if first.strip():
        yield first.strip()
    yield from (f"## {section.strip()}" for section in rest if section.strip())


def _parted(section: str) -> tuple[str, str]:
    """Heading and words."""
    if not section.startswith("## "):
        return "", section
    heading, _end, words = section.removeprefix("## ").partition("\n")
    return heading.strip(), words.strip()


def _block(section: str) -> Raw:
    heading, words = _parted(section)
    kind, items = _list_in(words)
    if items:
        return {"type": kind, "value": {"heading": heading, "items": items}}
    return {"type": "text", "value": {"heading": heading, "text": _html(words)}}


def _list_in(words: str) -> tuple[str, list[Raw]]:
    """Points or steps, where there is nothing but plain lines of one list."""
    found = [POINT.fullmatch(line) for line in words.splitlines() if line.strip()]
    points = [match for match in found if match]
    if not points or len(points) < len(found) or len({point["mark"] in "-*" for point in points}) > 1:
        return "", []
    items = [
        {"title": point["title"] or point["text"].strip(), "text": point["text"].strip() if point["title"] else ""}
        for point in points
    ]
    if any(not 0 < len(item["title"]) <= LONGEST_POINT for item in items):
        return "", []
    return ("points" if points[0]["mark"] in "-*" else "steps"), items


def _html(words: str) -> str:
    """As the editor keeps it: no HTML that was typed, no tag that the editor does not know."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).disable("image").render(words)
    for name, known in NAMES.items():
        made = re.sub(rf"<(/?){name}>", rf"<\1{known}>", made)
    return nh3.clean(
        made, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None
    ).strip()
