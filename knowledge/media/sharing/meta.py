"""What a page says of itself to messengers and social networks: OpenGraph, and the card that X makes of it."""

from django.conf import settings
from wagtail.models import Page

from search.citations import SITE

from .card import Card, card_of, site_card
from .drawing import SIZE

# Languages as OpenGraph writes them.
TERRITORIES = {"en": "en_GB", "fr": "fr_FR", "es": "es_419", "ru": "ru_RU"}
MetaTags = list[tuple[str, str, str]]


def share_tags(card: Card, *, url: str = "", description: str = "", form: str = "website") -> MetaTags:
    """Triples of attribute, name and content; without an address they speak for the site, not for a page."""
    page = [("og:title", card.title), ("og:description", description), ("og:url", url), ("og:type", form)]
    tags = [
        *(page if url else []),
        ("og:site_name", SITE),
        ("og:locale", TERRITORIES.get(card.language, "")),
        ("og:image", card.url),
        ("og:image:type", "image/png"),
        ("og:image:width", str(SIZE[0])),
        ("og:image:height", str(SIZE[1])),
        ("og:image:alt", card.description),
    ]
    said = [("property", name, text) for name, text in tags if text]
    return [*said, ("name", "twitter:card", "summary_large_image")]


def page_tags(page: Page, *, description: str, form: str = "website") -> MetaTags:
    return share_tags(card_of(page), url=settings.BASE_URL + (page.url or ""), description=description, form=form)


def site_tags() -> MetaTags:
    """What pages say that have no card of their own."""
    return share_tags(site_card())
