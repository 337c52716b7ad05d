from typing import Any, Self

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from knowledge.media.blocks import FileBlock
from knowledge.media.searching import passages_of
from knowledge.partnerships.models import Source
from knowledge.taxonomy.models import Target, Theme
from search.audience import page_audience
from search.documents import SearchDocument


class LibraryItemQuerySet(PageQuerySet):
    def for_reading(self) -> Self:
        """With what every item's page shows beside its own fields."""
        return self.select_related("image")


class LibraryItemPage(Page):
    """What every item of the library has: a standfirst, subjects, files, sources and a stable reference."""

    parent_page_types = ["library.LibraryPage"]
    subpage_types: list[str] = []
    search_kind = ""

    reference = models.SlugField(
        _("reference"),
        max_length=80,
        blank=True,
        help_text=_("The stable id of the fact; a case study carries its partnership's. Made from the slug if empty."),
    )
    summary = models.CharField(_("summary"), max_length=400, help_text=_("The standfirst: one or two sentences."))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    image = models.ForeignKey(
        "media.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    image_alt = models.CharField(
        _("description of the image"),
        max_length=255,
        blank=True,
        help_text=_("In this page's language; the image's own description if empty."),
    )
    themes = ParentalManyToManyField(Theme, blank=True, verbose_name=_("themes"), related_name="%(class)s_set")
    targets = ParentalManyToManyField(Target, blank=True, verbose_name=_("targets"), related_name="%(class)s_set")
    sources = ParentalManyToManyField(Source, blank=True, verbose_name=_("sources"), related_name="%(class)s_set")
    files = StreamField([("file", FileBlock())], verbose_name=_("files"), blank=True)

    objects = PageManager.from_queryset(LibraryItemQuerySet)()

    item_panels = [FieldPanel("summary"), MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image"))]
    subject_panels = [
        MultiFieldPanel([FieldPanel("year"), FieldPanel("themes"), FieldPanel("targets")], _("Subjects")),
        FieldPanel("files"),
        FieldPanel("sources"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("reference")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.FilterField("reference")]
    # A slug is an address and the same in every language; what is a fact is not translated but kept in step.
    override_translatable_fields = [
        *(
            SynchronizedField(name, overridable=False)
            for name in ("slug", "reference", "year", "themes", "targets", "sources")
        ),
        TranslatableField("summary"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.reference:
            self.reference = self.default_reference()

    def default_reference(self) -> str:
        return self.slug

    @property
    def documents(self) -> list[Any]:
        return [block.value for block in self.files if block.value]

    @property
    def image_description(self) -> str:
        return self.image_alt or (self.image.description if self.image else "")

    def body_text(self) -> str:
        """The page's own words besides title and summary, as plain text."""
        raise NotImplementedError

    def facts_for_search(self) -> dict[str, Any]:
        """Facet keys, names and dependencies that a page type adds to those every item has."""
        return {}

    def search_document(self, language: str) -> SearchDocument | None:
        """Nothing for a draft, nor for an alias: an untranslated page is found under its source's language."""
        if not self.live or self.alias_of_id:
            return None
        themes, audience = list(self.themes.all()), page_audience(self)
        targets = list(self.targets.select_related("goal"))
        facts: dict[str, Any] = {
            "names": [],
            "themes": [theme.key for theme in themes],
            "subjects": [theme.label.in_language(language) for theme in themes],
            "sdgs": [*(target.goal.key for target in targets), *(target.code for target in targets)],
            "depends_on": [*themes, *self.documents],
        }
        for name, extra in self.facts_for_search().items():
            facts[name] = list(dict.fromkeys([*facts.get(name, []), *extra]))
        return SearchDocument(
            reference=self.reference,
            kind=self.search_kind,
            language=language,
            url=self.relative_url(None) or self.url_path,
            title=self.title,
            summary=self.summary,
            body=self.body_text(),
            passages=passages_of(self.documents, audience),
            year_from=self.year,
            year_to=self.year,
            audience=audience,
            **facts,
        )


def plain(html: str) -> str:
    """Rich text without its tags; a closing tag keeps words apart."""
    return " ".join(strip_tags(html.replace("><", "> <").replace("</", " </")).split())
