from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from knowledge.dates import validate_partial_date, year_of
from knowledge.taxonomy.models import Tag
from search.citations import Work

from ..citing import publication_as_work
from .partnered import PartneredItemPage


class PublicationTag(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="publications")
    content_object = ParentalKey("library.PublicationPage", related_name="tagged_items")


class PublicationPage(PartneredItemPage):
    """A work somebody published: its record in every language, with its files where there are any."""

    page_description = _("The record of a published work, with its files.")
    template = "library/publication_page.html"
    search_kind = "publication"

    class Form(models.TextChoices):
        BOOK = "book", _("Book")
        REPORT = "report", _("Report")
        CASE_STUDY = "case-study", _("Published case study")
        FACTSHEET = "factsheet", _("Published factsheet")
        POLICY_BRIEF = "policy-brief", _("Policy brief")
        PAPER = "paper", _("Paper")
        CHARTER = "charter", _("Charter")
        LEAFLET = "leaflet", _("Leaflet")

    form = models.CharField(_("form"), max_length=20, choices=Form, default=Form.REPORT)
    original_title = models.CharField(_("title as printed"), max_length=250)
    original_language = models.CharField(
        _("language of the work"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    authors = models.TextField(
        _("authors"), blank=True, help_text=_("One per line, family name first: “Merme, Vincent”.")
    )
    editors = models.TextField(_("editors"), blank=True, help_text=_("One per line, family name first."))
    publishers = models.TextField(_("publishers"), blank=True, help_text=_("One per line."))
    series = models.CharField(_("series"), max_length=120, blank=True)
    published = models.CharField(
        _("published"), max_length=10, blank=True, validators=[validate_partial_date], help_text=_("2016 or 2016-09")
    )
    extent = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    doi = models.CharField(_("DOI"), max_length=100, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    read_url = models.URLField(_("where it can be read"), max_length=500, blank=True)
    tags = ClusterTaggableManager(through=PublicationTag, blank=True, verbose_name=_("tags"))

    content_panels = [
        *PartneredItemPage.content_panels,
        *PartneredItemPage.item_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("form", "original_title", "original_language", "read_url")], _("The work")
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("authors", "editors", "publishers")], _("Who made it")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("published", "series", "extent", "isbn", "doi", "licence")], _("Details")
        ),
        FieldPanel("partnership"),
        FieldPanel("tags"),
        *PartneredItemPage.subject_panels,
    ]
    # A record is the same in every language; only title and summary are put into words.
    override_translatable_fields = [
        *PartneredItemPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("form", "original_title", "original_language", "authors", "editors", "publishers", "series")
        ),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("published", "extent", "isbn", "doi", "licence", "read_url")
        ),
    ]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def clean(self) -> None:
        super().clean()
        self.year = year_of(self.published) or self.year

    def default_reference(self) -> str:
        return f"pub-{self.slug}"

    @property
    def is_sourced(self) -> bool:
        """A published work is its own source."""
        return True

    @property
    def is_record_only(self) -> bool:
        """Whether there is neither a file here nor an address where the work can be read."""
        return not self.files and not self.read_url

    @property
    def author_names(self) -> list[str]:
        return self.authors.splitlines()

    @property
    def editor_names(self) -> list[str]:
        return self.editors.splitlines()

    @property
    def publisher_names(self) -> list[str]:
        return self.publishers.splitlines()

    def as_work(self) -> Work:
        return publication_as_work(self)

    def body_text(self) -> str:
        return "\n".join([str(self.get_form_display()), self.series])

    def facts_for_search(self) -> dict[str, Any]:
        facts = super().facts_for_search()
        people = [*self.author_names, *self.editor_names, *self.publisher_names]
        return facts | {"names": [*facts.get("names", []), self.original_title, *people, self.isbn, self.doi]}
