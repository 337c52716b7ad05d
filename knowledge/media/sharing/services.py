"""Keeps share images in their storage: `<language>/<slug>/<digest>.png`."""

from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from .card import Card, cards_at
from .drawing import draw


def image_of(card: Card) -> bytes:
    """The picture of a card, drawn now where nobody drew it before."""
    storage, name = _storage(), _name(card)
    if storage.exists(name):
        with storage.open(name) as file:
            return file.read()
    picture = draw(card)
    storage.save(name, ContentFile(picture))
    _remove_others(card.language, card.slug, cards_at(card.language, card.slug))
    return picture


def refresh_slug(*, language: str, slug: str) -> int:
    """Draw what is missing for the works under a slug, remove what says something else; returns how many there are."""
    cards = list(cards_at(language, slug))
    for card in cards:
        image_of(card)
    _remove_others(language, slug, cards)
    return len(cards)


def refresh_stored() -> int:
    """Bring all that is stored up to date, pictures of what is gone or hidden included; returns how many are left."""
    slugs = [(language, slug) for language in _folders("") for slug in _folders(language)]
    return sum(refresh_slug(language=language, slug=slug) for language, slug in slugs)


def _remove_others(language: str, slug: str, cards: Iterable[Card]) -> None:
    folder, wanted = f"{language}/{slug}", {_name(card) for card in cards}
    for file in _listed(folder)[1]:
        if f"{folder}/{file}" not in wanted:
            _storage().delete(f"{folder}/{file}")
    if not wanted and _storage().exists(folder):
        _storage().delete(folder)


def _folders(place: str) -> Iterator[str]:
    yield from _listed(place)[0]


def _listed(place: str) -> tuple[list[str], list[str]]:
    try:
        return _storage().listdir(place)
    except FileNotFoundError:
        return [], []


def _name(card: Card) -> str:
    return f"{card.language}/{card.slug}/{card.digest}.png"


def _storage() -> Storage:
    return storages["share"]
