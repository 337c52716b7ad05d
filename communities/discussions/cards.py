"""Items of the library that posts link to, shown below them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language

from search.documents import MEMBERS, PUBLIC
from search.engines.shown import shown_entries
from search.models import SearchEntry

from .models import Post

MOST = 3  # below one post
LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES)
ITEM = re.compile(rf'href="(?:{re.escape(settings.BASE_URL)})?/(?:{LANGUAGES})/library/([\w-]{{1,200}})/[?#"]')


@dataclass(frozen=True)
class Cards:
    """What a page of a thread links to: by its posts, and where the thread itself became an item."""

    of_posts: dict[int, list[SearchEntry]]
    made: SearchEntry | None


def cards_of(posts: Iterable[Post], made: str | None, *, is_signed_in: bool) -> Cards:
    """In the reader's language where they are translated; `made` is search's key; one query for all.

    What only some circle of members may see gets no card: then every reader of a thread sees the same ones.
    """
    linked = {post.pk: slugs_in(post.html)[:MOST] for post in posts if not post.is_hidden}
    slugs = {slug for found in linked.values() for slug in found}
    if not (slugs or made):
        return Cards({}, None)
    known = entries_of(slugs, [PUBLIC, MEMBERS] if is_signed_in else [PUBLIC], made)
    of_posts = {pk: [known[slug] for slug in found if slug in known] for pk, found in linked.items()}
    return Cards(of_posts, next((entry for entry in known.values() if entry.key == made), None))


def slugs_in(html: str) -> list[str]:
    """The items that a post links to, each once."""
    return list(dict.fromkeys(ITEM.findall(html)))


def entries_of(slugs: Iterable[str], audiences: list[str], key: str | None = None) -> dict[str, SearchEntry]:
    """Slugs are the same in every language; the entry is the one to show to this reader. `key` names one more."""
    addresses = [f"/{code}/library/{slug}/" for code, _name in settings.LANGUAGES for slug in slugs]
    entries = SearchEntry.objects.filter(Q(url__in=addresses) | Q(key=key), part=0, audience__in=audiences)
    told = entries.only("key", "url", "language", "kind", "title", "summary")
    shown = shown_entries(told, get_language() or settings.LANGUAGE_CODE)
    return {entry.url.rstrip("/").rpartition("/")[2]: entry for entry in shown}
