"""Items of the library that posts link to, shown below them."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language

from search.documents import MEMBERS, PUBLIC
from search.engines.shown import shown_language
from search.models import SearchEntry

from .models import Post

MOST = 3  # below one post
LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES)
ITEM = re.compile(rf'href="(?:{re.escape(settings.BASE_URL)})?/(?:{LANGUAGES})/library/([\w-]{{1,200}})/[?#"]')


def cards_of(posts: Iterable[Post], *, is_signed_in: bool) -> dict[int, list[SearchEntry]]:
    """Post → the items it links to, in the reader's language where they are translated; one query for all posts.

    What only some circle of members may see gets no card: then every reader of a thread sees the same ones.
    """
    linked = {post.pk: list(dict.fromkeys(ITEM.findall(post.html)))[:MOST] for post in posts if not post.is_hidden}
    slugs = {slug for found in linked.values() for slug in found}
    known = _entries(slugs, [PUBLIC, MEMBERS] if is_signed_in else [PUBLIC]) if slugs else {}
    return {pk: [known[slug] for slug in found if slug in known] for pk, found in linked.items()}


def card_of(slug: str, *, is_signed_in: bool) -> SearchEntry | None:
    """One item by itself."""
    return _entries({slug}, [PUBLIC, MEMBERS] if is_signed_in else [PUBLIC]).get(slug)


def _entries(slugs: set[str], audiences: list[str]) -> dict[str, SearchEntry]:
    """Slugs are the same in every language; the entry is the one to show to this reader."""
    addresses = [f"/{code}/library/{slug}/" for code, _name in settings.LANGUAGES for slug in slugs]
    entries = SearchEntry.objects.filter(url__in=addresses, part=0, audience__in=audiences)
    found: dict[str, dict[str, SearchEntry]] = {}
    for entry in entries.only("url", "language", "kind", "title", "summary"):
        found.setdefault(entry.url.rstrip("/").rpartition("/")[2], {})[entry.language] = entry
    language = get_language() or settings.LANGUAGE_CODE
    return {slug: entries[shown_language(sorted(entries), language)] for slug, entries in found.items()}
