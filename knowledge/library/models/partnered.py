from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageManager
from wagtail_localize.fields import SynchronizedField

from knowledge.partnerships.models import Partnership
from knowledge.partnerships.querysets import partners, results_and_proof

from .item import LibraryItemPage, LibraryItemQuerySet


class PartneredItemQuerySet(LibraryItemQuerySet):
    def for_reading(self) -> Self:
        """With the partnership; who may see it, and what else is told of it, is asked by `partnership_for`."""
        return super().for_reading().select_related("partnership")

    def for_search(self) -> Self:
        return super().for_search().prefetch_related(Prefetch("partnership", Partnership.objects.for_search()))


class PartneredItemPage(LibraryItemPage):
    """An item about a partnership of the registry: filed under tags, and found by whatever finds the partnership."""

    partnership = models.ForeignKey(
        Partnership,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_set",
        verbose_name=_("partnership"),
        help_text=_("Its partners, dates, countries and results stand in the facts box and on the ladder."),
    )

    objects = PageManager.from_queryset(PartneredItemQuerySet)()

    override_translatable_fields = [
        *LibraryItemPage.override_translatable_fields,
        SynchronizedField("partnership", overridable=False),
    ]

    class Meta(LibraryItemPage.Meta):
        abstract = True

    @property
    def theme_keys(self) -> set[int]:
        own = super().theme_keys
        return own | {theme.pk for theme in self.partnership.themes.all()} if self.partnership else own

    @property
    def is_sourced(self) -> bool:
        return super().is_sourced or (self.partnership is not None and self.partnership.sources.exists())

    def default_reference(self) -> str:
        return self.partnership.reference if self.partnership else super().default_reference()

    def partnership_for(self, user: Any) -> Partnership | None:
        self.shown_partnership = self._find_partnership(user)  # kept: its countries stand in the meta tags
        return self.shown_partnership

    @cached_property
    def shown_partnership(self) -> Partnership | None:
        """The partnership with what an item tells of it, as any visitor may see it."""
        return self._find_partnership(AnonymousUser())

    def _find_partnership(self, user: Any) -> Partnership | None:
        partnership = self.partnership
        if partnership is None or not partnership.is_visible_to(user):
            return None
        prefetch_related_objects([partnership], partners(), results_and_proof())
        return partnership

    @property
    def where(self) -> str:
        return self.shown_partnership.where if self.shown_partnership else super().where

    def facts_for_search(self) -> dict[str, Any]:
        """Its tags, and every facet and name of its partnership."""
        tags = list(self.tags.all())
        facts: dict[str, Any] = {
            "tags": [tag.slug for tag in tags],
            "subjects": [tag.label.in_language(self.locale.language_code) for tag in tags],
            "depends_on": tags,
        }
        partnership = self.partnership
        if partnership is None or not partnership.live:
            return facts
        known = partnership.search_document(self.locale.language_code)
        return facts | {
            "names": known.names,
            "themes": known.themes,
            "tags": [*facts["tags"], *known.tags],
            "subjects": [*facts["subjects"], *known.subjects],
            "sdgs": known.sdgs,
            "countries": known.countries,
            "regions": known.regions,
            "organisations": known.organisations,
            "mentors": known.mentors,
            "mentees": known.mentees,
            "depends_on": [*tags, partnership, *known.depends_on],
        }
