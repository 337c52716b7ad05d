"""Markdown to HTML, once, when a post is saved: a small safe language, whatever was typed."""

import html
import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import nh3
from django.utils.html import escape, strip_tags
from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

if TYPE_CHECKING:
    from communities.people.models import User

DEEPEST = 20  # lists in quotes in lists …: the marks of what is nested deeper stand there as they were typed
TAGS = {
    *("a", "blockquote", "br", "code", "em", "h3", "hr", "li", "ol", "p", "pre", "s", "strong"),
    *("span", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "span": {"data-mention"}}
SCHEMES = {"http", "https", "mailto"}
# Whole ones, and those of this site; browsers read "/\\" like "//", and overlook tabs and line ends between.
ADDRESS = re.compile(r"https?://|mailto:|/(?![/\\\s])|[?#]", re.IGNORECASE)
MENTION = re.compile(r"@\[([^\[\]\n]{1,310})\](?:\(([a-z0-9]{10})\)|(?![\[(]))")
MORE_DOMAINS = ["int"]  # known without http:// before it: who.int

Name = tuple[str, str]  # as typed, with the public id where it is said


def render(body: str, people: Mapping[Name, "User"] | None = None) -> str:
    """The HTML of a post. Markdown makes no HTML of its own but known tags, and what it makes is cleaned again.

    `people` are those whom the text mentions: see `mentions.look_up`. Other names stay as they were typed.
    """
    made = _markdown().render(body, {"people": people or {}})
    return clean(made)


def clean(made: str) -> str:
    """HTML with nothing in it but what a post may hold."""
    return _cleaner().clean(made).strip()


def names_in(body: str) -> Iterator[Name]:
    """Whom a text means to mention, in its order; what stands in code mentions nobody."""
    if "@[" not in body:
        return
    for block in _markdown().parse(body):
        for token in block.children or []:
            if token.type == "mention":
                yield token.meta["name"]


def words_in(body: str) -> Iterator[str]:
    """The text of a post as it is read, in pieces: nothing of it stands in code or in a link."""
    for block in _markdown().parse(body):
        depth = 0
        for token in block.children or []:
            depth += token.nesting if token.type in ("link_open", "link_close") else 0
            if token.type == "text" and not depth:
                yield token.content


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

    def mention(self, tokens: Sequence[Token], index: int, options: object, env: MutableMapping[str, Any]) -> str:
        """Who reads may see the person's page or not: `reading.ShownPost.html` makes it a link."""
        person = env["people"].get(tokens[index].meta["name"])
        if person is None:
            return escape(tokens[index].content)
        return f'<span data-mention="{person.profile.public_id}">@{escape(person.public_name)}</span>'


def _mention(state: StateInline, silent: bool) -> bool:
    """An inline rule: @[Name] anywhere but in a link, or at the end of a word."""
    found = MENTION.match(state.src, state.pos, state.posMax)
    if not found or state.linkLevel or state.src[state.pos - 1 : state.pos].isalnum():
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content = found[0]
        token.meta = {"name": (" ".join(found[1].split()), found[2] or "")}
    state.pos = found.end()
    return True


def _unless_too_deep(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """The parser itself would leave out what is nested deeper than it goes, words and all."""

    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < DEEPEST and rule(state, start, end, silent)

    return parse


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """Without raw HTML and without images, which would tell another site who reads."""
    options = {"html": False, "linkify": True, "breaks": True, "maxNesting": DEEPEST + 2}  # a list goes two deeper
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    if parser.linkify:
        parser.linkify.tlds(MORE_DOMAINS, keep_old=True)
    parser.inline.ruler.before("link", "mention", _mention)
    before = ["paragraph", "reference", "blockquote"]  # what both may break into, as the parser has it
    parser.block.ruler.at("blockquote", _unless_too_deep(blockquote), {"alt": [*before, "list"]})
    parser.block.ruler.at("list", _unless_too_deep(list_block), {"alt": before})
    return parser.enable(["linkify", "strikethrough", "table"]).disable("image")
