"""The nine themes, which almost every page names, read once for many requests."""

from typing import Any

from django.core.cache import cache

from .models import Theme

KEY, SECONDS = "taxonomy.themes", 300


def known_themes() -> list[Theme]:
    """All themes in their order; a change is seen at once here and within SECONDS by other processes."""
    themes = cache.get(KEY)
    if themes is None:
        themes = list(Theme.objects.all())
        cache.set(KEY, themes, SECONDS)
    return themes


def forget_themes(**kwargs: Any) -> None:
    cache.delete(KEY)
