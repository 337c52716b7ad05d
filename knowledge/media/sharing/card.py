"""What a share image says. Whatever can be shared has a method `share_card()`, called with its language active."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from search.audience import for_everybody

DESIGN = 1  # another number when the drawing changes: every image gets another address
DIGEST_LENGTH = 12


@dataclass(frozen=True)
class Card:
    """One work in one language. `theme` is the key of a theme; `seed` draws the waves of the work's cover."""

    language: str
    slug: str
    title: str
    kind: str = ""
    theme: str = ""
    theme_label: str = ""
    line: str = ""
    summary: str = ""
    seed: str = ""

    @property
    def digest(self) -> str:
        """Changes whenever the picture would."""
        said = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:DIGEST_LENGTH]

    @property
    def url(self) -> str:
        """The whole address of the image, as other sites need it."""
        return settings.BASE_URL + reverse(
            "share_image", kwargs={"language": self.language, "slug": self.slug, "digest": f"-{self.digest}"}
        )

    @property
    def description(self) -> str:
        return " · ".join(filter(None, (self.kind, self.title, self.line)))


def site_card() -> Card:
    """What stands for pages that have no card of their own."""
    return Card(
        language=get_language() or settings.LANGUAGE_CODE,
        slug="headwaters",
        title=_("What one water utility learns, another can use."),
        summary=_(
            "Open knowledge hub for water operators and their partnerships, in English, French, Spanish and Russian."
        ),
    )


def card_of(page: Page) -> Card:
    """The card of a page in the language of its words: an untranslated page shares its source's."""
    source = page.alias_of if page.alias_of_id else page
    with translation.override(source.locale.language_code):
        return page.share_card()


def cards_at(language: str, slug: str) -> Iterator[Card]:
    """The cards of what everybody may read under a slug: nothing of drafts, private pages and untranslated ones."""
    pages = Page.objects.filter(slug=slug, locale__language_code=language, alias_of=None)
    for page in for_everybody(pages.order_by("pk")):
        if hasattr(page, "share_card"):
            yield card_of(page)
    if language not in dict(settings.LANGUAGES):
        return
    with translation.override(language):
        for model in _facts():
            for fact in model.objects.visible_to(AnonymousUser()).filter(reference=slug):
                yield fact.share_card()
        if slug == site_card().slug:
            yield site_card()


@lru_cache(maxsize=1)
def _facts() -> list[Any]:
    """The models that can be shared besides pages: one row for all languages, under a reference."""
    return [model for model in apps.get_models() if hasattr(model, "share_card") and not issubclass(model, Page)]
