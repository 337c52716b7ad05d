from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from knowledge.media.blocks import PROSE_FEATURES, TestimonialBlock
from knowledge.partnerships.models import Partnership
from knowledge.taxonomy.models import Tag

from ..beside import parts_beside
from .item import plain
from .partnered import PartneredItemPage

GUIDANCE = {
    "challenge": _("What was wrong, for whom, and since when? One figure says it best. About 100 words."),
    "approach": _(
        "What did the two do together, in which order, and who did the work? Visits, training on the job, "
        "tools handed over. About 200 words."
    ),
    "outcome": _(
        "What is different today, and how is it known? Figures belong to the partnership's results and appear on the "
        "ladder by themselves. Leave it empty while nothing is known."
    ),
    "lessons": _("What would you tell a utility that begins tomorrow? What did not work? Three to five points."),
}


class CaseStudyTag(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="case_studies")
    content_object = ParentalKey("library.CaseStudyPage", related_name="tagged_items")


class CaseStudyPage(PartneredItemPage):
    """What one partnership did and what others can use of it; its figures come from the partnership itself."""

    page_description = _("What utilities did together, what came of it and what others can use.")
    template = "library/case_study_page.html"
    search_kind = "case-study"
    headings = {
        "challenge": _("The challenge"),
        "approach": _("What they did"),
        "outcome": _("What came of it"),
        "lessons": _("What others can use"),
    }
    explains_terms = True

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
        HelpPanel(template="library/case_study_guidance.html", heading=_("A first draft in half an hour")),
        *PartneredItemPage.content_panels,
        *PartneredItemPage.item_panels,
        FieldPanel("partnership"),
        *(FieldPanel(name, help_text=text) for name, text in GUIDANCE.items()),
        FieldPanel("testimonials"),
        MultiFieldPanel([FieldPanel("objective"), FieldPanel("setting"), FieldPanel("tags")], _("Filed under")),
        *PartneredItemPage.subject_panels,
    ]
    override_translatable_fields = [
        *PartneredItemPage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("objective", "setting")),
    ]

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def has_section(self, name: str, partnership: Partnership | None) -> bool:
        """What came of it may stand in figures alone."""
        has_figures = partnership is not None and bool(partnership.results.all())
        return super().has_section(name, partnership) or (name == "outcome" and has_figures)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"parts": parts_beside(self, context["partnership"], request.user)}

    def body_text(self) -> str:
        prose = [plain(html) for html in (self.challenge, self.approach, self.outcome, self.lessons)]
        said = [" ".join(filter(None, block.value.values())) for block in self.testimonials]
        return "\n".join([*prose, *said])

    def facts_for_search(self) -> dict[str, Any]:
        facts = super().facts_for_search()
        filed = [str(label) for label in (self.get_objective_display(), self.get_setting_display()) if label]
        return facts | {
            "subjects": [*facts["subjects"], *filed],
            "objectives": [self.objective] if self.objective else [],
            "settings": [self.setting] if self.setting else [],
        }
