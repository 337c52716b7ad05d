"""What happens to the translations of a page when its source is published: nothing that a translator wrote changes."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import SegmentOverride, String, StringSegment, StringTranslation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

Place = tuple[int, int]  # of a text: its string, its context


@transaction.atomic
def follow(*, page: Page) -> None:
    """Bring the segments to translate up to what `page` says now, and its facts into its translations."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return
    before, since = _places(source), source.last_updated_at
    _keep_segments(source)
    source.update_from_db()
    _count_anew(_places(source) - before, source, since)
    original = source.get_source_instance()
    kept_in_step = source.translations.filter(enabled=True).values("target_locale")
    for translation in original.get_translations().filter(alias_of=None, locale__in=kept_in_step).specific():
        _follow_facts(original, translation)


def _places(source: TranslationSource) -> set[Place]:
    return set(source.stringsegment_set.values_list("string_id", "context_id"))


def _keep_segments(source: TranslationSource) -> None:
    """Move segments whose text stayed the same to their new place, in place of making them anew.

    A translator's open form names segments by their ids: what is typed there has to find them.
    """
    for value in extract_segments(source.get_source_instance()):
        if isinstance(value, StringSegmentValue):
            digest = String._get_data_hash(value.string.data)
            same = source.stringsegment_set.filter(context__path=value.path, string__data_hash=digest)
            segments = list(same.values_list("pk", "order"))
            if len(segments) == 1 and segments[0][1] != value.order:
                StringSegment.objects.filter(pk=segments[0][0]).update(order=value.order)


def _count_anew(places: set[Place], source: TranslationSource, since: Any) -> None:
    """Translations of texts that came back count from now, in languages that were published without them meanwhile.

    Else a source that says again what it said before would look translated where its last wording stands.
    """
    republished = Page.objects.filter(translation_key=source.object_id, last_published_at__gt=since).values("locale")
    for string, context in places:
        StringTranslation.objects.filter(
            translation_of=string, context=context, locale__in=republished, created_at__lt=since
        ).update(created_at=timezone.now())


def _follow_facts(original: Page, translation: Page) -> None:
    """The same facts in the live page and in its latest draft, but for those a translator chose to have otherwise."""
    own = set(
        SegmentOverride.objects.filter(
            context__object_id=translation.translation_key, locale=translation.locale_id
        ).values_list("context__field_path", flat=True)
    )
    _copy_facts(original, translation, own)
    translation.save(clean=False)
    revision = translation.latest_revision
    if revision:
        draft = revision.as_object()
        _copy_facts(original, draft, own)
        revision.content = draft.serializable_data()
        revision.save(update_fields=["content"])


def _copy_facts(original: Page, translation: Page, own: set[str]) -> None:
    """What wagtail-localize does when a translation is published, for facts alone: blocks hold words as well."""
    model = type(original)
    for each in get_translatable_fields(model):
        if not isinstance(each, SynchronizedField) or each.field_name in own | {"slug"}:  # a slug has rules of its own
            continue
        field = each.get_field(model)
        if isinstance(field, models.ManyToOneRel):
            original.copy_child_relation(field.name, translation)
        elif isinstance(field, ParentalManyToManyField):
            setattr(translation, field.name, list(getattr(original, field.name).all()))
        else:
            setattr(translation, field.attname, getattr(original, field.attname))


def is_source(page: Page) -> bool:
    return page.locale.language_code == settings.LANGUAGE_CODE and page.alias_of_id is None
