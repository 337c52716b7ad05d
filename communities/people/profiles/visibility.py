"""Who sees what of a person: each field by itself, and nothing further than the page as a whole."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.documents import MEMBERS, NOBODY, PUBLIC


class Audience(models.TextChoices):
    """The tokens are those of search."""

    EVERYBODY = PUBLIC, _("Everybody")
    MEMBERS = MEMBERS, _("Members")
    NOBODY = NOBODY, pgettext_lazy("who sees it", "Only I")


PAGE = "page"  # with the name: who may know of the page at all
FIELDS = ("photo", "role", "organisation", "country", "languages", "themes", "offers", "looks_for", "links")
EVERY_AUDIENCE = tuple(Audience.values)


def default_visibility() -> dict[str, str]:
    return dict.fromkeys((PAGE, *FIELDS), Audience.MEMBERS.value)


def audiences_of(viewer: Any) -> tuple[str, ...]:
    """What is shown to these, `viewer` sees of others; who was suspended is a visitor."""
    is_member = viewer.is_authenticated and viewer.is_active
    return (Audience.EVERYBODY, Audience.MEMBERS) if is_member else (Audience.EVERYBODY,)
