"""The headings of a long page, to go to what one is looking for."""

from typing import NamedTuple

FROM = 4  # headings: a page with fewer is seen at a glance


class Heading(NamedTuple):
    """A heading with its anchor; `is_own` are the page's words, which may be in another language than the reader's."""

    anchor: str
    text: str
    is_own: bool = False
