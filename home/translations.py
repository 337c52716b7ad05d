from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page


@dataclass(frozen=True)
class Notice:
    """What readers of a translation are told: `changed` is when its source was, after this text was written."""

    is_behind: bool
    is_machine_made: bool
    changed: datetime | None = None


def languages_of(pages: Iterable[Page]) -> dict[int, str]:
    """Of the same page in every language, those published in words of their own, each with its language."""
    return {page.pk: page.locale.language_code for page in pages if page.live and page.alias_of_id is None}


def notice_of(page: Page) -> Notice | None:
    """Nothing for a source, nor for a translation that says all its source does; others come `with_notices`."""
    if not (getattr(page, "is_behind", False) or getattr(page, "is_machine_made", False)):
        return None
    changed, written = page.source_published_at, page.text_from
    return Notice(page.is_behind, page.is_machine_made, changed if changed and written and changed > written else None)
