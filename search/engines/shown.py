from collections.abc import Sequence

from django.conf import settings


def shown_language(languages: Sequence[str], ui: str) -> str:
    """The reader's language where a work has it, else the source language, else any."""
    return next((code for code in (ui, settings.LANGUAGE_CODE) if code in languages), languages[0])
