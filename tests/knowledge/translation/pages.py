"""A page of the real content in two languages, and what people do with it."""

from html import unescape
from typing import Any

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from knowledge.library.models import CaseStudyPage

PATH = "library/da-nang-vei/"
BAR = 'class="notice notice-bar"'


def in_language(language: str) -> CaseStudyPage:
    return CaseStudyPage.objects.get(slug="da-nang-vei", locale__language_code=language)


def translation_into(language: str, page: Page | None = None) -> Translation:
    key = (page or in_language("en")).translation_key
    return Translation.objects.get(source__object_id=key, target_locale__language_code=language)


def publish(page: Page) -> None:
    page.save_revision().publish()


def segment_of(translation: Translation, path: str) -> StringSegment:
    return translation.source.stringsegment_set.get(context__path=path)


def translate(translation: Translation, path: str, text: str, kind: str = "manual") -> StringTranslation:
    segment = segment_of(translation, path)
    return StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": text, "translation_type": kind},
    )[0]


def said(translation: Translation) -> dict[tuple[str, str], str]:
    """Every translated text, by where it stands and what it translates."""
    kept = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )
    return {(each.context.path, each.translation_of.data): each.data for each in kept.select_related("context")}


def told_in(response: Any) -> list[str]:
    """The messages above the page that a form led to."""
    return [unescape(str(message)).strip() for message in response.context["messages"]]
