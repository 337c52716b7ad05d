from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from knowledge.dates import display, validate_partial_date, year_of
from knowledge.media.sharing.card import Card
from knowledge.taxonomy.fields import LocalizedField
from search.documents import SearchDocument
from search.labels import kind_label

from ..blocks import LocalizedBlock
from .fact import Fact, fact_card
from .organisation import Organisation


class Programme(Fact):
    """A funding or support programme that partnerships belong to."""

    name = LocalizedField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    leads = models.ManyToManyField(Organisation, blank=True, related_name="led_programmes", verbose_name=_("led by"))
    funders = models.ManyToManyField(
        Organisation, blank=True, related_name="funded_programmes", verbose_name=_("funded by")
    )
    start = models.CharField(_("start"), max_length=10, blank=True, validators=[validate_partial_date])
    end = models.CharField(_("end"), max_length=10, blank=True, validators=[validate_partial_date])
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    statements = StreamField([("statement", LocalizedBlock())], verbose_name=_("facts"), blank=True)

    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("acronym", "leads", "funders", "start", "end", "amount", "currency")],
            heading=_("Facts"),
        ),
        *Fact.fact_panels,
        FieldPanel("statements"),
        FieldPanel("sources"),
    ]
    search_fields = [*Fact.search_fields, index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ("reference",)
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def period(self) -> str:
        return " – ".join(display(date) for date in (self.start, self.end) if date)

    def get_absolute_url(self) -> str:
        return reverse("programme", args=(self.reference,))

    def get_template_context(self) -> dict[str, object]:
        return {"programme": self, "meta_tags": self.share_tags()}

    def share_card(self) -> Card:
        return fact_card(self, kind_label("programme"), self.acronym, self.period)

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "partnerships/programme.html"

    def search_document(self, language: str) -> SearchDocument | None:
        if not self.live:
            return None
        bodies = [*self.leads.all(), *self.funders.all()]
        return SearchDocument(
            reference=self.reference,
            kind="programme",
            language=language,
            changed_at=self.last_published_at,
            url=self.get_absolute_url(),
            title=self.name.in_language(language),
            summary=self.summary.in_language(language),
            body="\n".join(block.value.get(language, "") for block in self.statements),
            names=[self.acronym, *self.name.every(), *(name for body in bodies for name in body.names)],
            year_from=year_of(self.start),
            year_to=year_of(self.end),
            organisations=[body.reference for body in bodies],
            depends_on=bodies,
        )
