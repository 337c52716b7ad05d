"""Terms of the glossary in posts: linked where they first come, with the reader's own word behind them."""

from collections.abc import Iterable

from django.core.cache import cache

from search.thesaurus.marking import TermMarker

from .models import Post

SECONDS = 300  # as long as a change of the glossary takes to show elsewhere


def with_terms(posts: Iterable[Post], reader: str) -> dict[int, str]:
    """Post → its HTML for who reads the page in `reader`; kept, for no work on a page is slower."""
    keys = {f"terms:{post.pk}:{post.written_at.timestamp()}:{reader}": post for post in posts}
    known = cache.get_many(keys)
    fresh = {
        key: TermMarker(post.language, reader=reader).mark(post.html) for key, post in keys.items() if key not in known
    }
    if fresh:
        cache.set_many(fresh, SECONDS)
    return {post.pk: (known | fresh)[key] for key, post in keys.items()}
