"""What passes by other filters: as Markdown or as HTML, it becomes known tags and links that are safe."""

import re
from html.parser import HTMLParser

import pytest
from lxml import html

from communities.discussions.rendering import clean, render

from .attacks import ATTACKS, FORMS, SCHEMES, SHAPES

TAGS = {
    *("a", "blockquote", "br", "code", "em", "h3", "hr", "li", "ol", "p", "pre", "s", "span", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}, "span": {"data-mention"}}
LEADS = re.compile(r"(?:https?|mailto):|/(?![/\\])|[?#]")
NOT_SEEN = dict.fromkeys(range(0x21))  # what browsers drop at the start of an address, and within its scheme
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # which lxml refuses to hold, within words
LINES = [line for lines in ATTACKS.values() for line in lines]


class Tags(HTMLParser):
    """Every tag as it is written, whatever a browser would mend; and whatever is neither tag nor text."""

    def __init__(self, rendered: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.strange: list[str] = []
        self.feed(rendered)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), "an attribute twice"
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def by_a_browser(rendered: str) -> list[tuple[str, dict[str, str]]]:
    elements = html.fragment_fromstring(NO_XML.sub("", rendered), create_parent="main").iterdescendants()
    return [(str(element.tag), dict(element.attrib)) for element in elements]


def problems(rendered: str) -> list[str]:
    """What a post may not hold."""
    tags = Tags(rendered)
    wrong = list(tags.strange)
    for tag, attributes in [*tags.found, *by_a_browser(rendered)]:
        if tag not in TAGS:
            wrong.append(f"<{tag}>")
        wrong += [f"{tag} {name}" for name in attributes if name not in ATTRIBUTES.get(tag, set())]
        address = attributes.get("href")
        if address is not None and not LEADS.match(address.translate(NOT_SEEN).lower()):
            wrong.append(f"→ {address}")
        if tag == "a" and attributes.get("rel") != "nofollow ugc":
            wrong.append("a link that search engines follow")
        if not re.fullmatch(r"\w*", attributes.get("data-mention", "")):
            wrong.append("a mention of nobody")
    return wrong


@pytest.mark.parametrize(
    "rendered",
    [
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='javascript:x' rel='nofollow ugc'>",
        "<a href='java\tscript:x' rel='nofollow ugc'>",
        "<a href='//x' rel='nofollow ugc'>",
        "<a href='/\\x' rel='nofollow ugc'>",
        "<a href='/\t/x' rel='nofollow ugc'>",
        "<a href='https://x'>",
        "<!-- x -->",
        "<svg/onload=x>",
        "<ol style=x>",
    ],
)
def test_these_tests_see_what_is_wrong(rendered: str) -> None:
    assert problems(rendered)


@pytest.mark.parametrize("way", ATTACKS)
@pytest.mark.parametrize("shape", SHAPES)
def test_an_attack_in_markdown_is_text(way: str, shape: str) -> None:
    for line in ATTACKS[way]:
        rendered = render(shape.replace("{}", line))
        assert problems(rendered) == [], line
        assert clean(rendered) == rendered, line


@pytest.mark.parametrize("way", ATTACKS)
def test_an_attack_in_html_is_cleaned(way: str) -> None:
    for line in [*ATTACKS[way], "<p>".join(ATTACKS[way]), f"<a title='x' href='/'>{ATTACKS[way][0]}</a>"]:
        cleaned = clean(line)
        assert problems(cleaned) == [], line
        assert clean(cleaned) == cleaned, line


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", SCHEMES)
def test_an_address_leads_to_a_page_or_nowhere(address: str, form: str) -> None:
    assert problems(render(form.replace("{}", address))) == []


@pytest.mark.parametrize("address", SCHEMES)
@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_an_address_in_html_leads_to_a_page_or_nowhere(address: str, quote: str) -> None:
    for tag in ("a href", "img src", "form action", "object data", "a xlink:href", "blockquote cite"):
        assert problems(clean(f"<{tag}={quote}{address}{quote}>pump")) == []


def test_no_two_attacks_together_make_a_third() -> None:
    """An unclosed tag or quote of one line may not swallow the cleaning of the next."""
    for body in ("\n\n".join(LINES), "\n".join(LINES), " ".join(LINES), "".join(reversed(LINES))):
        assert problems(render(body)) == []
        assert problems(clean(body)) == []
