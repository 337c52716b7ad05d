"""What a page of the library says of the discussion it comes from, and the discussion of the page."""

from dataclasses import dataclass
from typing import Any

from knowledge.library.beside import Part

from ..models import Contribution, Product, Thread


@dataclass(frozen=True)
class Credit:
    url: str
    names: list[str]
    unnamed: int


def made_from(page: Any, partnership: Any, viewer: Any) -> Part | None:
    """Who contributed, as they wish; the way to the discussion for who may read it."""
    product = Product.objects.filter(page=page.pk).select_related("thread__hub__theme").first()
    if product is None:
        return None
    agreed = list(product.contributions.exclude(consent=Contribution.Consent.NO).select_related("user"))
    names = [each.user.public_name for each in agreed if each.consent == Contribution.Consent.NAMED]
    unnamed = sum(each.consent == Contribution.Consent.UNNAMED for each in agreed)
    may_read = Thread.objects.visible_to(viewer).filter(pk=product.thread_id).exists()
    url = product.thread.get_absolute_url() if may_read else ""
    return Part("discussions/components/made_from.html", [Credit(url, names, unnamed)])
