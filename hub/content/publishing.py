"""Puts a page into the tree and publishes it in every language."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from .translating import Texts, translate


def publish(page: Any, parent: Page, texts: Texts, *, before: Callable[[Any], None] | None = None) -> Any:
    """Publish `page` below `parent` in the source language, then in every other.

    `before` sets what can only be set on a page that has its place, such as tags.
    """
    page.locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    parent.add_child(instance=page)
    if before:
        before(page)
    page.save_revision().publish()
    page.refresh_from_db()
    translate(page, texts)
    return page
