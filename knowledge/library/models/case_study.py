from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from knowledge.media.blocks import PROSE_FEATURES, TestimonialBlock
from knowledge.partnerships.models import Partnership
from knowledge.taxonomy.models import Tag

from .item import LibraryItemPage, plain


class CaseStudyTag(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="case_studies")
    content_object = ParentalKey("library.CaseStudyPage", related_name="tagged_items")


class CaseStudyPage(LibraryItemPage):
    """What one partnership did and what others can use of it; its figures come from the partnership itself."""

    page_description = _("What utilities did together, what came of it and what others can use.")
    template = "library/case_study_page.html"
    search_kind = "case-study"

    class Objective(models.TextChoices):
        EFFICIENCY = "efficiency", _("Efficiency")
        PRO_POOR_UNITS = "pro-poor-units", _("Pro-poor units")
        SANITATION_SERVICES = "sanitation-services", _("Sanitation services")
        ENVIRONMENTAL_PERFORMANCE = "environmental-performance", _("Environmental performance")
        ACCESS_TO_FINANCE = "access-to-finance", _("Access to finance")
        EXTENDED_ACCESS = "extended-access", _("Extended access")
        STAFF_CAPACITY = "staff-capacity", _("Staff capacity after remunicipalisation")

    class Setting(models.TextChoices):
        URBAN = "urban", _("Urban")
        SMALL_TOWNS = "small-towns", _("Small towns")
        MIDDLE_INCOME = "middle-income", _("Middle-income country")
        LOW_INCOME = "low-income", _("Low-income country")
        FRAGILE = "fragile", _("Fragile state")

    partnership = models.ForeignKey(
        Partnership,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="case_studies",
        verbose_name=_("partnership"),
        help_text=_("Its partners, dates, countries and results stand in the facts box and on the ladder."),
    )
    objective = models.CharField(_("objective"), max_length=30, choices=Objective, blank=True)
    setting = models.CharField(_("setting"), max_length=20, choices=Setting, blank=True)
    challenge = RichTextField(
        _("challenge"), features=PROSE_FEATURES, help_text=_("What was wrong, for whom, and since when?")
    )
    approach = RichTextField(_("approach"), features=PROSE_FEATURES, help_text=_("What did the two do together?"))
    outcome = RichTextField(_("what came of it"), features=PROSE_FEATURES, blank=True)
    lessons = RichTextField(_("lessons"), features=PROSE_FEATURES, help_text=_("What can another utility use?"))
    testimonials = StreamField([("testimonial", TestimonialBlock())], verbose_name=_("testimonials"), blank=True)
    tags = ClusterTaggableManager(through=CaseStudyTag, blank=True, verbose_name=_("tags"))

    content_panels = [
        *LibraryItemPage.content_panels,
        *LibraryItemPage.item_panels,
        FieldPanel("partnership"),
        FieldPanel("challenge"),
        FieldPanel("approach"),
        FieldPanel("outcome"),
        FieldPanel("lessons"),
        FieldPanel("testimonials"),
        MultiFieldPanel([FieldPanel("objective"), FieldPanel("setting"), FieldPanel("tags")], _("Filed under")),
        *LibraryItemPage.subject_panels,
    ]
    override_translatable_fields = [
        *LibraryItemPage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("partnership", "objective", "setting")),
    ]

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def default_reference(self) -> str:
        return self.partnership.reference if self.partnership else super().default_reference()

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        partnership = None
        if self.partnership_id:
            partnership = (
                Partnership.objects.visible_to(request.user)
                .with_partners()
                .with_results_and_proof()
                .filter(pk=self.partnership_id)
                .first()
            )
        return context | {"partnership": partnership}

    def body_text(self) -> str:
        prose = [plain(html) for html in (self.challenge, self.approach, self.outcome, self.lessons)]
        said = [f"{block.value['text']} {block.value['person']} {block.value['role']}" for block in self.testimonials]
        return "\n".join([*prose, *said])

    def facts_for_search(self) -> dict[str, Any]:
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
