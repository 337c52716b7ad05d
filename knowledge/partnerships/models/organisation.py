from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from knowledge.media.sharing.card import Card
from knowledge.taxonomy.fields import LocalizedField
from knowledge.taxonomy.geography import Region, country_name, country_names
from search.documents import SearchDocument

from .fact import Fact, fact_card


class Organisation(Fact):
    """A utility or another body that takes part in partnerships."""

    class Kind(models.TextChoices):
        UTILITY = "utility", _("Utility")
        ASSOCIATION = "association", _("Association")
        WOP_PLATFORM = "wop-platform", _("WOP platform")
        COMPANY = "company", _("Company")
        LOCAL_AUTHORITY = "local-authority", _("Local authority")
        UN_BODY = "un-body", _("United Nations body")
        DONOR = "donor", _("Donor")
        UNIVERSITY = "university", _("University or research institute")
        MINISTRY = "ministry", _("Ministry")
        NGO = "ngo", _("Non-governmental organisation")

    name = LocalizedField(_("name"), max_length=160)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    country = CountryField(_("country"), blank=True)
    region = models.CharField(_("region"), max_length=30, choices=Region, blank=True)
    city = LocalizedField(_("city"), max_length=80, blank=True)

    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("acronym", "kind", "country", "region", "city")],
            heading=_("Facts"),
        ),
        *Fact.fact_panels,
        FieldPanel("sources"),
    ]
    search_fields = [
        *Fact.search_fields,
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ("reference",)
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def short_name(self) -> str:
        return self.acronym or str(self.name)

    @property
    def country_name(self) -> str:
        return country_name(str(self.country)) if self.country else ""

    @property
    def names(self) -> list[str]:
        """Every word somebody may look for it by, whatever the language."""
        countries = country_names(str(self.country)) if self.country else []
        return [self.acronym, *self.name.every(), *self.city.every(), *countries]

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=(self.reference,))

    def get_template_context(self) -> dict[str, object]:
        return {"organisation": self, "meta_tags": self.share_tags()}

    def share_card(self) -> Card:
        return fact_card(self, self.get_kind_display(), str(self.city), self.country_name)

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "partnerships/organisation.html"

    def search_document(self, language: str) -> SearchDocument | None:
        if not self.live:
            return None
        return SearchDocument(
            reference=self.reference,
            kind="organisation",
            language=language,
            changed_at=self.last_published_at,
            url=self.get_absolute_url(),
            title=self.name.in_language(language),
            summary=self.summary.in_language(language),
            names=[name for name in self.names if name],
            countries=[str(self.country)] if self.country else [],
            regions=[self.region] if self.region else [],
            organisations=[self.reference],
            weight=0.6,
        )
