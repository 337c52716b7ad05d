"""Words that people are told and that are worded when they are read."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override

Word = str | dict[str, str]


def in_every_language(text: str | Promise) -> dict[str, str]:
    """A text of the interface, to be told in the language of whoever reads it."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            told[code] = str(text)
    return told


def in_this_language(word: Word) -> str:
    return word if isinstance(word, str) else word[get_language() or settings.LANGUAGE_CODE]
