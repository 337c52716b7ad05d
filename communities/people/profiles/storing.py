"""Where people's pictures lie: outside of what the web server hands out by itself, a view does it."""

from typing import Any

from django.core.files.storage import Storage, storages
from django.utils.crypto import get_random_string


def photo_storage() -> Storage:
    return storages["documents"]


def photo_name(instance: Any, filename: str) -> str:
    """Another name for another picture: nobody is shown the old one from a cache."""
    return f"people/{get_random_string(24)}.webp"
