"""Markdown to HTML, once, when a post is saved: a small safe language, whatever was typed."""

import html
import re
from functools import lru_cache

import nh3
from django.utils.html import strip_tags
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

DEEPEST = 20  # lists in quotes in lists …: what is nested deeper is left out
TAGS = {
    *("a", "blockquote", "br", "code", "em", "h3", "hr", "li", "ol", "p", "pre", "s", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
ADDRESS = re.compile(r"https?://|mailto:|/(?!/)|[?#]", re.IGNORECASE)  # whole ones, and those of this site
MORE_DOMAINS = ["int"]  # known without http:// before it: who.int


def render(body: str) -> str:
    """The HTML of a post. Markdown makes no HTML of its own but known tags, and what it makes is cleaned again."""
    made = _markdown().render(body)
    return _cleaner().clean(made).strip()


def plain(rendered: str) -> str:
    """The words of a rendered post, a line for each block."""
    lines = (" ".join(line.split()) for line in html.unescape(strip_tags(rendered)).splitlines())
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_only_safe_addresses,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc",
    )


def _only_safe_addresses(_tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or ADDRESS.match(value) else None


class _Renderer(RendererHTML):
    """A post stands under its author's heading: whatever level somebody typed, its own are one below."""

    def heading_open(self, tokens: list[Token], index: int, *_rest: object) -> str:
        return "<h3>"

    def heading_close(self, tokens: list[Token], index: int, *_rest: object) -> str:
        return "</h3>\n"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """Without raw HTML and without images, which would tell another site who reads."""
    options = {"html": False, "linkify": True, "breaks": True, "maxNesting": DEEPEST}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    if parser.linkify:
        parser.linkify.tlds(MORE_DOMAINS, keep_old=True)
    return parser.enable(["linkify", "strikethrough", "table"]).disable("image")
