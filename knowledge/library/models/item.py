import re
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from knowledge.editing.checks import Check
from knowledge.editing.forms import FiledPageForm
from knowledge.editing.panels import ChecklistPanel, ChoicesPanel
from knowledge.editing.permissions import FiledPagePermissionTester
from knowledge.media.blocks import FileBlock
from knowledge.media.contents import FROM, Heading
from knowledge.media.searching import passages_of
from knowledge.media.sharing.card import Card
from knowledge.partnerships.models import Partnership, Source
from knowledge.taxonomy.geography import country_name, country_names
from knowledge.taxonomy.models import Target, Theme
from search.audience import page_audience
from search.citations import FORMATS, Work, as_apa, download
from search.documents import SearchDocument
from search.keys import key_of
from search.labels import kind_label
from search.thesaurus.marking import TermMarker

from ..checks import item_checks
from ..citing import page_as_work
from ..describing import meta_tags, structured_data
from ..related import related_to

LONG = 1_500  # characters: what is shorter needs no contents
LIBRARY_KINDS = ("case-study", "factsheet", "publication", "code-of-conduct")


class LibraryItemQuerySet(PageQuerySet):
    def for_reading(self) -> Self:
        """With what every item's page shows beside its own fields."""
        return self.select_related("image", "locale").prefetch_related("themes", "image__renditions")

    def for_search(self) -> Self:
        """With all that search is told of every item."""
        return self.prefetch_related("themes", "targets__goal")


class LibraryItemPage(Page):
    """What every item of the library has: a standfirst, subjects, files, sources and a stable reference."""

    parent_page_types = ["library.LibraryPage"]
    subpage_types: list[str] = []
    base_form_class = FiledPageForm
    search_kind = ""
    headings: dict[str, Any] = {}  # of its sections, in their order, by the field that fills each
    explains_terms = False  # whether it has prose that links its glossary terms

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
    countries = CountryField(
        _("countries"), multiple=True, blank=True, help_text=_("Those of the partnership need not be repeated.")
    )
    sources = ParentalManyToManyField(Source, blank=True, verbose_name=_("sources"), related_name="%(class)s_set")
    files = StreamField([("file", FileBlock())], verbose_name=_("files"), blank=True)

    objects = PageManager.from_queryset(LibraryItemQuerySet)()

    item_panels = [FieldPanel("summary"), MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image"))]
    subject_panels = [
        MultiFieldPanel([FieldPanel("year"), FieldPanel("countries")], _("When and where")),
        ChoicesPanel("themes"),
        ChoicesPanel("targets"),
        FieldPanel("files"),
        ChoicesPanel("sources"),
        ChecklistPanel(),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("reference")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.FilterField("reference")]
    # A slug is an address and the same in every language; what is a fact is not translated but kept in step.
    override_translatable_fields = [
        *(
            SynchronizedField(name, overridable=False)
            for name in ("slug", "reference", "year", "countries", "themes", "targets", "sources")
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

    def permissions_for_user(self, user: Any) -> FiledPagePermissionTester:
        return FiledPagePermissionTester(user, self)

    @property
    def theme_keys(self) -> set[int]:
        """The themes it is filed under, by which those who look after a theme may edit it."""
        return {theme.pk for theme in self.themes.all()}

    @property
    def is_sourced(self) -> bool:
        return self.sources.exists()

    def checks_before_publishing(self) -> list[Check]:
        return item_checks(self)

    @property
    def documents(self) -> list[Any]:
        return [block.value for block in self.files if block.value]

    @property
    def image_description(self) -> str:
        return self.image_alt or (self.image.description if self.image else "")

    @property
    def subject_tags(self) -> list[Any]:
        """Its tags; a page type without any has none."""
        return list(self.tags.all()) if hasattr(self, "tags") else []

    @property
    def text_language(self) -> str:
        """The language its words are in: the source's, while it is not translated."""
        page = self.alias_of if self.alias_of_id else self
        return page.locale.language_code

    @property
    def public_url(self) -> str:
        """The page's whole address, as others cite it."""
        return settings.BASE_URL + (self.url or "")

    @property
    def written_in(self) -> list[str]:
        """The languages it can be read in, where the way it was found tells them."""
        return sorted(getattr(self, "languages_written", {}).values())

    def public_url_in(self, language: str) -> str:
        """Where the same item stands in another language: slugs are the same everywhere."""
        return settings.BASE_URL + translate_url(self.url or "", language)

    def share_card(self) -> Card:
        theme = next(iter(self.themes.all()), None)
        return Card(
            language=self.text_language,
            slug=self.slug,
            title=self.title,
            kind=kind_label(self.search_kind),
            theme=theme.key if theme else "",
            theme_label=str(theme or ""),
            line=" · ".join(filter(None, (self.where, str(self.year or "")))),
            summary=self.summary,
            seed=self.reference,
        )

    @property
    def where(self) -> str:
        """The countries it tells of, in the active language."""
        return ", ".join(country_name(str(country)) for country in self.countries)

    def as_work(self) -> Work:
        """What a citation of this page says."""
        return page_as_work(self)

    def partnership_for(self, user: Any) -> Partnership | None:
        """The partnership it is about, where there is one that `user` may see."""
        return None

    def has_section(self, name: str, partnership: Partnership | None) -> bool:
        return bool(getattr(self, name))

    def all_headings(self, partnership: Partnership | None) -> list[Heading]:
        return [
            Heading(name, str(text)) for name, text in self.headings.items() if self.has_section(name, partnership)
        ]

    def contents(self, partnership: Partnership | None) -> list[Heading]:
        """Its headings, where there is more than one sees at a glance."""
        headings = self.all_headings(partnership)
        return headings if len(headings) >= FROM and len(self.body_text()) >= LONG else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        partnership = self.partnership_for(request.user)
        return super().get_context(request, *args, **kwargs) | {
            "partnership": partnership,
            "headings": self.headings,
            "contents": self.contents(partnership),
            "citation": as_apa(self.as_work()),
            "page_url": self.public_url,
            "search_key": key_of(self),
            "meta_tags": meta_tags(self),
            "structured_data": structured_data(self, self.written_in),
            "terms": TermMarker(self.text_language),
            "related": related_to(self, request.user, kinds=LIBRARY_KINDS),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or with `?format=` its citation as a file for a reference manager."""
        format_name = request.GET.get("format", "")
        if format_name in FORMATS:
            return download([self.as_work()], format_name, self.slug)
        return super().serve(request, *args, **kwargs)

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
        targets = list(self.targets.all())
        facts: dict[str, Any] = {
            "names": [name for country in self.countries for name in country_names(str(country))],
            "countries": [str(country) for country in self.countries],
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
            changed_at=self.last_published_at,
            audience=audience,
            **facts,
        )


def plain(html: str) -> str:
    """Rich text without its tags; a closing tag keeps words apart."""
    text = strip_tags(html.replace("><", "> <").replace("</", " </"))
    return re.sub(r"[ \t\r\n]+", " ", text).strip()  # a space that must not break stays
