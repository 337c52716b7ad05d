from collections.abc import Iterable

from wagtail.models import Page


def languages_of(pages: Iterable[Page]) -> dict[int, str]:
    """Of the same page in every language, those published in words of their own, each with its language."""
    return {page.pk: page.locale.language_code for page in pages if page.live and page.alias_of_id is None}
