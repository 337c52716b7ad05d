from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from knowledge.media.blocks import PROSE_FEATURES, LinkBlock
from knowledge.taxonomy.models import Tag

from .item import plain
from .partnered import PartneredItemPage


class FactsheetTag(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="factsheets")
    content_object = ParentalKey("library.FactsheetPage", related_name="tagged_items")


class FactsheetPage(PartneredItemPage):
    """A tool or a way of working on two pages: the challenge, the solution, the steps and what came of it."""

    page_description = _("A tool or method in short: challenge, solution, steps, results.")
    template = "library/factsheet_page.html"
    search_kind = "factsheet"
    headings = {
        "challenge": _("The challenge"),
        "solution": _("The solution"),
        "steps": _("Steps"),
        "implementation": _("Implementation and history"),
        "measures": _("Measures and results"),
        "links": _("Links"),
    }
    explains_terms = True

    challenge = RichTextField(_("challenge"), features=PROSE_FEATURES, help_text=_("What is it needed for?"))
    solution = RichTextField(_("solution"), features=PROSE_FEATURES, help_text=_("What is it, and what does it do?"))
    steps = StreamField(
        [("step", blocks.CharBlock(label=_("Step"), max_length=250))], verbose_name=_("steps"), blank=True
    )
    implementation = RichTextField(
        _("implementation and history"),
        features=PROSE_FEATURES,
        blank=True,
        help_text=_("Where was it put to use, since when, by whom?"),
    )
    measures = RichTextField(_("measures and results"), features=PROSE_FEATURES, blank=True)
    project = models.CharField(_("project"), max_length=160, blank=True)
    area = models.CharField(_("area"), max_length=160, blank=True, help_text=_("A region, a basin, a town."))
    water_body = models.CharField(_("water body"), max_length=160, blank=True)
    links = StreamField([("link", LinkBlock())], verbose_name=_("links by language"), blank=True)
    tags = ClusterTaggableManager(through=FactsheetTag, blank=True, verbose_name=_("tags"))

    content_panels = [
        *PartneredItemPage.content_panels,
        *PartneredItemPage.item_panels,
        FieldPanel("partnership"),
        *(FieldPanel(name) for name in ("challenge", "solution", "steps", "implementation", "measures")),
        MultiFieldPanel([FieldPanel(name) for name in ("project", "area", "water_body")], _("Where it is used")),
        FieldPanel("links"),
        FieldPanel("tags"),
        *PartneredItemPage.subject_panels,
    ]

    class Meta:
        verbose_name = _("factsheet")
        verbose_name_plural = _("factsheets")

    def body_text(self) -> str:
        prose = [plain(html) for html in (self.challenge, self.solution, self.implementation, self.measures)]
        return "\n".join([*prose, *(block.value for block in self.steps), self.project, self.area, self.water_body])
