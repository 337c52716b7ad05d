"""Mails that are HTML alone, as Markdown."""

import nh3
from django.utils.html import strip_tags
from markdownify import markdownify

KEPT = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre"),
    *("strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
DROPPED = {"head", "script", "style", "title"}


def to_markdown(html: str) -> str:
    """Only what a post can say: no pictures, no scripts, no addresses but those that one may follow."""
    cleaned = nh3.clean(
        html,
        tags=KEPT,
        clean_content_tags=DROPPED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    try:
        made = markdownify(cleaned, heading_style="ATX", bullets="-", newline_style="backslash")
    except RecursionError:  # nobody nests that deep by hand: the words alone
        return strip_tags(cleaned)
    return str(made).replace("\\\n", "\n")
