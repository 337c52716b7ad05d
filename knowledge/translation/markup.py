"""What a translated text has to keep of its source: tags, links and placeholders."""

import re
from collections import Counter
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.strings import StringValue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
VOID = ("br",)  # it has no end


class Tags(HTMLParser):
    """The tags of a text, each link with the id that stands for its address; `is_broken` if one is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.open: list[str] = []
        self.is_broken = False
        self.feed(text)
        self.close()
        self.is_broken = self.is_broken or bool(self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[_written(tag, attrs)] += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[_written(tag, attrs)] += 1

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.is_broken = True


def problem_of(source: str, translation: str) -> str:
    """What is wrong with a translation, in the editor's language, or nothing."""
    wanted, given = Tags(source), Tags(translation)
    if given.is_broken:
        return _("a tag is not closed, or closed twice")
    if lost := wanted.found - given.found:
        return ngettext("%(tags)s is lost", "%(tags)s are lost", lost.total()) % {"tags": " ".join(lost.elements())}
    if added := given.found - wanted.found:
        return _("%(tags)s is not in the source") % {"tags": " ".join(added.elements())}
    if lost := Counter(PLACEHOLDER.findall(source)) - Counter(PLACEHOLDER.findall(translation)):
        return _("the placeholder %(name)s is lost") % {"name": " ".join(lost)}
    try:
        StringValue.from_translated_html(translation)
    except ValueError as error:
        return str(error)
    return ""


def _written(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    return f"<{tag}{''.join(f' {name}={value}' for name, value in sorted(attrs, key=str))}>"
