from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .card import cards_at
from .services import image_of

# A day, although another picture has another address: what is taken down must not be shown for long.
SECONDS, SECONDS_OLD = 86_400, 300


@require_safe
def share_image(request: HttpRequest, language: str, slug: str, digest: str = "") -> HttpResponse:
    """The picture of what everybody may read at an address; an old address shows what it says now."""
    cards = list(cards_at(language, slug))
    card = next((card for card in cards if f"-{card.digest}" == digest), None)
    if not cards:
        raise Http404
    response = HttpResponse(image_of(card or cards[0]), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={SECONDS if card else SECONDS_OLD}"
    return response
