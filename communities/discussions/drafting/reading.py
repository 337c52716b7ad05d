"""What a page of the library says of the discussion it comes from, and the discussion of the page."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from knowledge.library.beside import Part
from search.keys import key_of

from ..models import Contribution, Product, Thread

KEY, SECONDS = "discussions.made-pages", 300


@dataclass(frozen=True)
class Credit:
    url: str
    names: list[str]
    unnamed: int


def made_pages() -> dict[int, tuple[int, str]]:
    """The pages that come from discussions, each with its thread and its key in search: few, and read once."""
    known = cache.get(KEY)
    if known is None:
        products = Product.objects.select_related("page__content_type")
        known = {made.page.pk: (made.thread_id, key_of(made.page)) for made in products if made.page}
        cache.set(KEY, known, SECONDS)
    return known


def page_made_of(thread: Thread) -> str | None:
    """Search's key of the page that was made of it: search knows whether that is published."""
    return next((key for pk, key in made_pages().values() if pk == thread.pk), None)


def forget_made_pages(**kwargs: Any) -> None:
    """A new draft is known here at once, to other processes within SECONDS: long before it is published."""
    cache.delete(KEY)


def made_from(page: Any, partnership: Any, viewer: Any) -> Part | None:
    """Who contributed, as they wish; the way to the discussion for who may read it."""
    if page.pk not in made_pages():
        return None
    product = Product.objects.filter(page=page.pk).select_related("thread__hub__theme").first()
    if product is None:
        return None
    agreed = list(product.contributions.exclude(consent=Contribution.Consent.NO).select_related("user"))
    names = [each.user.public_name for each in agreed if each.consent == Contribution.Consent.NAMED]
    unnamed = sum(each.consent == Contribution.Consent.UNNAMED for each in agreed)
    may_read = Thread.objects.visible_to(viewer).filter(pk=product.thread_id).exists()
    url = product.thread.get_absolute_url() if may_read else ""
    return Part("discussions/components/made_from.html", [Credit(url, names, unnamed)])
