"""How each translation stands to its source, read from wagtail-localize's own tables: nothing is kept twice.

A page's text is what its live revision holds. A segment of the source is translated there if its translation was made
before that revision was: so a typo that is mended leaves a translation behind its source, and a translated segment
that waits for publication does too.
"""

from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from knowledge.library.models import CodeOfConductPage


class Standing(TextChoices):
    MISSING = "missing", _("Missing")
    OUTDATED = "outdated", _("Out of date")
    PARTIAL = "partial", _("Partly translated")
    UNPUBLISHED = "unpublished", _("Translated, not published")
    CURRENT = "current", _("Up to date")


def translations() -> QuerySet[Page]:
    """Every place in the trees of the other languages whose source is published."""
    pages = Page.objects.exclude(locale__language_code=settings.LANGUAGE_CODE).filter(depth__gt=1)
    return pages.filter(Exists(_sources().filter(live=True)))


def with_notices(pages: QuerySet[Page]) -> QuerySet[Page]:
    """With `is_behind` and `is_machine_made`: what readers of a translation are told."""
    segments, live = _segments(), _translated().filter(created_at__lte=OuterRef(OuterRef("text_from")))
    written = Q(alias_of__isnull=True)
    return pages.annotate(
        text_from=Coalesce("live_revision__created_at", "last_published_at"),
        source_published_at=Subquery(_sources().values("last_published_at")[:1]),
        managed_source=Subquery(_managed_sources().values("pk")[:1]),
    ).annotate(
        is_behind=Case(
            When(Q(alias_of__isnull=False) | Q(locale__language_code=settings.LANGUAGE_CODE), then=Value(False)),
            When(Exists(segments.filter(~Exists(live))), then=Value(True)),
            # Not translated segment by segment: all that is known is when each was published.
            When(managed_source=None, source_published_at__gt=F("last_published_at"), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
        is_machine_made=Case(
            When(written & Exists(segments.filter(Exists(_by_machine(live)))), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
    )


def with_standing(pages: QuerySet[Page]) -> QuerySet[Page]:
    """With `standing`, and how many `segments` there are, how many `translated`, how many by a `machine`."""
    counted: dict[str, Any] = {
        "segments": _count(_segments()),
        "translated": _count(_segments().filter(Exists(_translated()))),
        "machine": _count(_segments().filter(Exists(_by_machine(_translated())))),
    }
    outdated = Q(is_behind=True, source_published_at__gt=F("text_from"))
    written = Q(alias_of__isnull=True)
    waiting = Q(is_behind=True, segments__gt=0, translated__gte=F("segments"))
    return (
        with_notices(pages)
        .annotate(**counted, source_title=Subquery(_sources().values("title")[:1]))
        .annotate(
            standing=Case(
                When(alias_of__isnull=False, then=Value(Standing.MISSING)),
                When(waiting, then=Value(Standing.UNPUBLISHED)),
                When(outdated, then=Value(Standing.OUTDATED)),
                When(is_behind=True, then=Value(Standing.PARTIAL)),
                default=Value(Standing.CURRENT),
                output_field=CharField(),
            ),
            by_machine=Case(
                When(written & (Q(machine__gt=0) | Exists(_by_machine_as_a_whole())), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
    )


def _sources() -> QuerySet[Page]:
    return Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=settings.LANGUAGE_CODE
    )


def _managed_sources() -> QuerySet[TranslationSource]:
    """wagtail-localize's record of the source of a page that is translated segment by segment."""
    kept_in_step = Translation.objects.filter(
        source_id=OuterRef("pk"), target_locale_id=OuterRef(OuterRef("locale_id")), enabled=True
    )
    return TranslationSource.objects.filter(Exists(kept_in_step), object_id=OuterRef("translation_key"))


def _segments() -> QuerySet[StringSegment]:
    """What the source of a page says now, in segments."""
    return StringSegment.objects.filter(source_id=OuterRef("managed_source"))


def _translated() -> QuerySet[StringTranslation]:
    """The translation of a segment, within a query of segments within one of pages."""
    return StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("locale_id")),
        has_error=False,
    )


def _by_machine(translations: QuerySet[StringTranslation]) -> QuerySet[StringTranslation]:
    return translations.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)


def _by_machine_as_a_whole() -> QuerySet[CodeOfConductPage]:
    return CodeOfConductPage.objects.filter(
        pk=OuterRef("pk"), translation_status=CodeOfConductPage.Translation.MACHINE
    )


def _count(segments: QuerySet[StringSegment]) -> Coalesce:
    counted = segments.order_by().values("source_id").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
