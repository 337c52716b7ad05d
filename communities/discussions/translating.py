"""Posts in the reader's language, by the machine that translators of pages use too (MACHINE_TRANSLATION).

A post is translated text by text, so that its links and its shape stay what they are; asked for once, it is kept for
everybody who reads this version in that language.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from communities.people.models import User

from .models import Post, PostTranslation, TranslationRequest
from .rendering import clean, plain

LONGEST = 10_000  # characters that a reader waits for


class TooLong(Exception):
    """The post has more text than a machine is asked to translate at once."""


class TooMany(Exception):
    """Enough for one day."""


class Text(NamedTuple):
    """A text of a post with its links' addresses; `is_words` where there is something to translate."""

    source: StringValue
    attributes: dict[str, dict[str, str]]

    @property
    def is_words(self) -> bool:
        words = plain(self.source.data)
        return any(sign.isalpha() for sign in words) and not words.startswith("@")


def machine() -> BaseMachineTranslator | None:
    """Nothing where none is configured."""
    return get_machine_translator()


def texts_of(post: Post) -> list[Text]:
    return [Text(*each) for each in extract_strings(post.html)[1]]


def translation_of(post: Post, language: str) -> PostTranslation | None:
    """Of what the post says now."""
    return post.translations.filter(language=language, version=post.written_at).first()


def translate(*, post: Post, language: str, by: BaseMachineTranslator, reader: User) -> PostTranslation:
    """Ask the machine, unless it was asked before. No transaction is open meanwhile, it may take its time.

    Raises:
        TooLong: nothing was asked.
        TooMany: nor was it for a `reader` who had TRANSLATIONS_PER_DAY posts translated within a day.
        MachineFailed: the machine is away, slow, or refuses; says why to the reader.
    """
    if known := translation_of(post, language):
        return known
    if len(plain(post.html)) > LONGEST:
        raise TooLong
    texts = texts_of(post)
    asked = list(dict.fromkeys(text.source for text in texts if text.is_words))
    locales = Locale.objects.in_bulk([post.language, language], field_name="language_code")
    if asked:
        _count(reader)
    told = by.translate(locales[post.language], locales[language], asked) if asked else {}
    made = [told.get(text.source, text.source).data for text in texts]
    translation, _is_new = PostTranslation.objects.get_or_create(  # somebody else may have asked meanwhile
        post=post,
        language=language,
        version=post.written_at,
        defaults={"texts": made, "html": _html(post, made), "machine": by.display_name},
    )
    return translation


@transaction.atomic
def _count(reader: User) -> None:
    """Before the machine is asked, whatever it answers."""
    User.objects.select_for_update().get(pk=reader.pk)  # two at the same moment are counted one after the other
    if TranslationRequest.objects.of_today(reader).count() >= settings.TRANSLATIONS_PER_DAY:
        raise TooMany
    TranslationRequest.objects.create(user=reader)


def correct(*, translation: PostTranslation, texts: Sequence[str], user: User) -> None:
    """From now on these are the words of `user`."""
    translation.texts, translation.html = list(texts), _html(translation.post, texts)
    translation.corrected_by, translation.corrected_at = user, timezone.now()
    translation.save(update_fields=["texts", "html", "corrected_by", "corrected_at"])


def _html(post: Post, texts: Sequence[str]) -> str:
    """In the shape of the post, and as safe, whatever a machine or a person made of its texts."""
    shape, own = extract_strings(post.html)
    told = [(StringValue(text), attributes) for text, (_source, attributes) in zip(texts, own, strict=True)]
    return clean(restore_strings(shape, told))
