"""What somebody was about to do when we had to ask who they are: done for them once they have signed in."""

import time

from django.http import HttpRequest

KEY = "intent"
LASTS = 3600  # seconds: whoever comes back tomorrow has thought of something else


def remember(request: HttpRequest, name: str, target: str) -> None:
    request.session[KEY] = {"name": name, "target": target, "at": time.time()}


def take(request: HttpRequest, name: str) -> str | None:
    """What `name` was to be done to, once; None where nothing of the kind was meant lately."""
    session = getattr(request, "session", None)
    intent = session.get(KEY) if session else None
    if not session or not intent or intent["name"] != name:
        return None
    del session[KEY]
    return intent["target"] if time.time() - intent["at"] <= LASTS else None
