"""The wish to join, and what was said with it, while we ask who it is."""

from django.http import HttpRequest

from communities.people import intents

from .models import Hub


def remember_wish(request: HttpRequest, hub: Hub, *, note: str) -> None:
    intents.remember(request, "join", f"{hub.key} {note}")


def take_wish(request: HttpRequest) -> tuple[str, str]:
    """The key of the hub and the note, once; nothing where nobody meant to join lately."""
    key, _space, note = (intents.take(request, "join") or "").partition(" ")
    return key, note
