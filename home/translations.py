from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from wagtail.models import Page


def languages_of(pages: Iterable[Page]) -> dict[int, str]:
    """Of the same page in every language, those published in words of their own, each with its language."""
    return {page.pk: page.locale.language_code for page in pages if page.live and page.alias_of_id is None}


def changed_since(page: Page, pages: Iterable[Page]) -> datetime | None:
    """When the source was published, if that was after `page`, its translation; `pages` are all its languages."""
    source = next((other for other in pages if other.locale.language_code == settings.LANGUAGE_CODE), None)
    if source is None or source.pk == page.pk or page.alias_of_id or not source.live or not page.last_published_at:
        return None
    changed = source.last_published_at
    return changed if changed and changed > page.last_published_at else None
