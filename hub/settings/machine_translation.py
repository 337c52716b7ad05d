from typing import Any

from django.core.exceptions import ImproperlyConfigured


def machine_translator(name: str, *, url: str, key: str, timeout: int) -> dict[str, Any] | None:
    """What wagtail-localize is told of the machine that the environment names; without one there is no button.

    Raises:
        ImproperlyConfigured: the machine is unknown, or lacks its address or its key.
    """
    url = url.rstrip("/")
    options: dict[str, Any] = {"TIMEOUT": timeout}
    if not name:
        return None
    if name == "libretranslate" and url:
        options |= {"LIBRETRANSLATE_URL": url, "API_KEY": key}
        return {"CLASS": "knowledge.translation.machines.LibreTranslate", "OPTIONS": options}
    if name == "deepl" and key:
        options |= {"URL": url, "AUTH_KEY": key, "FORMALITY": "prefer_more"}
        return {"CLASS": "knowledge.translation.machines.DeepL", "OPTIONS": options}
    raise ImproperlyConfigured(
        "MACHINE_TRANSLATION is libretranslate, with MACHINE_TRANSLATION_URL, or deepl, with MACHINE_TRANSLATION_KEY"
    )
