"""What a page of the library says of the discussion it comes from, and the discussion of the page."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from wagtail.models import Page

from knowledge.library.beside import Part

from ..models import Contribution, Product, Thread

KEY, SECONDS = "discussions.made-pages", 300


@dataclass(frozen=True)
class Credit:
    url: str
    names: list[str]
    unnamed: int


def made_pages() -> dict[int, int]:
    """The keys of the pages that come from discussions, each with its thread's: few, read once for many requests."""
    known = cache.get(KEY)
    if known is None:
        known = dict(Product.objects.exclude(page=None).values_list("page", "thread"))
        cache.set(KEY, known, SECONDS)
    return known


def page_made_of(thread: Thread) -> str | None:
    """The slug of the page that was made of it, once that is published."""
    made = [page for page, source in made_pages().items() if source == thread.pk]
    return Page.objects.live().filter(pk__in=made).values_list("slug", flat=True).first() if made else None


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
