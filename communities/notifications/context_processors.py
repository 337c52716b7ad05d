from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .reading import unread_count


def unread_news(request: HttpRequest) -> dict[str, object]:
    """How many pieces of news wait in the reader's inbox: counted where a page shows it, never for visitors."""
    user = getattr(request, "user", None)
    return {"unread_news": SimpleLazyObject(lambda: unread_count(user)) if user else 0}
