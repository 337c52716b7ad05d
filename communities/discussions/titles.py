import re
from collections.abc import Mapping

from communities.people.models import User

from .models.thread import TITLE_LENGTH
from .rendering import Name, plain, render

SENTENCE = re.compile(r"(?<=[.?!…])\s")
CUT = "…"


def title_of(body: str, people: Mapping[Name, User] | None = None) -> str:
    """What a question without a title is called: its first line, or the first sentence of it, or what fits."""
    first = (plain(render(body, people)).splitlines() or [""])[0]
    title = SENTENCE.split(first, maxsplit=1)[0]
    if len(title) <= TITLE_LENGTH:
        return title
    cut = title[: TITLE_LENGTH - len(CUT)]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[TITLE_LENGTH // 2 :] else cut
    return at_word.rstrip(" ,;:") + CUT
