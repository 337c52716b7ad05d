"""What a machine wrote: asked for by a translator, unpublished and marked, until a person says it is right."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.views.edit_translation import apply_machine_translation

from .signals import texts_checked


def ask(*, translation: Translation, machine: BaseMachineTranslator, user: Any) -> int:
    """Have the texts without a translation translated; gives how many were.

    Raises:
        MachineFailed: nothing was translated.
    """
    before = texts_by_machine(translation).count()
    apply_machine_translation(translation.pk, user, machine)
    return texts_by_machine(translation).count() - before


def mark_checked(*, translation: Translation, user: Any) -> int:
    """Count the machine's words as this person's from now on; gives the number of texts."""
    count = texts_by_machine(translation).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=user,
        updated_at=timezone.now(),
    )
    texts_checked.send(sender=Translation, translation=translation)
    return count


def texts_by_machine(translation: Translation) -> QuerySet[StringTranslation]:
    """The machine's translations of what the source says now."""
    segments = translation.source.stringsegment_set
    return StringTranslation.objects.filter(
        translation_of__in=segments.values("string"),
        context__in=segments.values("context"),
        locale=translation.target_locale,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    )
