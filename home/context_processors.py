from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.media.sharing.meta import site_tags

Links = list[tuple[Any, str]]  # a label that speaks the language of who asks, and an address


def site_frame(request: HttpRequest) -> dict[str, object]:
    """Header and footer: addresses by convention, no query. Pages made by `load_content` keep their slugs."""
    main, foot = _links(get_language())
    return {
        "main_navigation": [_item(request, *item) for item in main],
        "meta_tags": site_tags,
        "foot_navigation": [_item(request, *item) for item in foot],
    }


@lru_cache
def _links(language: str | None) -> tuple[Links, Links]:
    """The same on every page of a language."""
    main = [
        (_("Library"), f"/{language}/library/"),
        (_("Hubs"), f"/{language}/hubs/"),
        (_("Partnerships"), reverse("partnerships")),
    ]
    foot = [
        (_("Organisations"), reverse("organisations")),
        (_("People"), reverse("people")),
        (_("Code of Conduct"), f"/{language}/library/code-of-conduct/"),
        (_("Glossary"), reverse("glossary")),
        (_("Sustainable Development Goals"), reverse("goals")),
        (_("Saved works"), reverse("saved")),
        (_("About"), f"/{language}/about/"),
        (_("Accessibility"), f"/{language}/accessibility/"),
        (_("Privacy"), f"/{language}/privacy/"),
    ]
    return main, foot


def _item(request: HttpRequest, label: Any, url: str) -> dict[str, object]:
    return {"label": label, "url": url, "is_current": request.path.startswith(url)}
