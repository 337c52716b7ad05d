"""Makes pages in four languages the way an editor's translations are made: through wagtail-localize.

Texts are written side by side in content/. `Texts` hands out the source text and remembers the others, so that every
string segment of the page can be given its translation, and editors find them in the translation view later.
"""

from typing import Any

from django.conf import settings
from django.utils.html import escape
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from .reading import one_line

Localized = dict[str, Any]


class MissingTranslation(Exception):
    pass


class Texts:
    def __init__(self) -> None:
        self.by_source: dict[str, dict[str, str]] = {}

    def text(self, localized: Localized | None) -> str:
        """The source text; its translations are kept for later."""
        if not localized:
            return ""
        texts = {language: one_line(text) for language, text in localized.items()}
        source = texts[settings.LANGUAGE_CODE]
        self.by_source[_data(source)] = {language: _data(text) for language, text in texts.items()}
        return source

    def prose(self, localized: Localized | None) -> str:
        """Paragraphs written per language, as rich text."""
        if not localized:
            return ""
        paragraphs = zip(*(localized[language] for language in localized), strict=True)
        sources = [self.text(dict(zip(localized, paragraph, strict=True))) for paragraph in paragraphs]
        return "".join(f"<p>{escape(source)}</p>" for source in sources)


def _data(text: str) -> str:
    return StringValue.from_plaintext(text).data


def translate(page: Page, texts: Texts) -> None:
    """Publish `page` in every other language.

    Raises:
        MissingTranslation: a text of the page has no translation in content/.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    for locale in Locale.objects.exclude(pk=page.locale_id):
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
        for segment in source.stringsegment_set.select_related("string", "context"):
            translations = texts.by_source.get(segment.string.data)
            if translations is None:
                raise MissingTranslation(f"{page}: {segment.context.path}: {segment.string.data}")
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={
                    "data": translations[locale.language_code],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )
        # Left to save_target, publishing waits for the end of the transaction, and then writes back the number of
        # children that the page had before others were put below it.
        translation.save_target(publish=False)
        translation.get_target_instance().get_latest_revision().publish()
