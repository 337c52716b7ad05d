from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from knowledge.editing.checks import Check, summary_check, text_checks
from knowledge.editing.forms import CheckedPageForm
from knowledge.editing.panels import ChecklistPanel, ChoicesPanel
from knowledge.media.blocks import PageBodyBlock
from knowledge.media.contents import FROM, Heading
from knowledge.media.sharing.card import Card
from knowledge.media.sharing.meta import page_tags
from knowledge.partnerships.models import Source
from search.audience import page_audience
from search.documents import SearchDocument
from search.labels import kind_label


class StandardPage(Page):
    """A page made of blocks: what the site and the alliance are about, privacy, accessibility."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page made of blocks: text, steps, figures, timeline.")
    template = "home/standard_page.html"
    base_form_class = CheckedPageForm
    search_kind = "about"

    reference = models.SlugField(
        _("reference"), max_length=80, blank=True, help_text=_("Made from the slug if empty.")
    )
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    body = StreamField(PageBodyBlock(), verbose_name=_("text"))
    sources = ParentalManyToManyField(Source, blank=True, verbose_name=_("sources"), related_name="+")

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        ChoicesPanel("sources"),
        ChecklistPanel(),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("reference")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    override_translatable_fields = [
        SynchronizedField(name, overridable=False) for name in ("slug", "reference", "sources")
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def clean(self) -> None:
        super().clean()
        self.reference = self.reference or self.slug

    def checks_before_publishing(self) -> list[Check]:
        return [summary_check(self), *text_checks(self)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        headings = [
            Heading(f"part-{number}", heading, is_own=True)
            for number, block in enumerate(self.body, start=1)
            if (heading := _heading(block.value))
        ]
        children = self.get_children().live().public()
        return super().get_context(request, *args, **kwargs) | {
            "contents": headings if len(headings) >= FROM else [],
            "children": children,
            "meta_tags": page_tags(self, description=self.search_description or self.summary),
        }

    def share_card(self) -> Card:
        return Card(
            self.locale.language_code,
            self.slug,
            self.title,
            kind=kind_label(self.search_kind),
            summary=self.summary,
            seed=self.reference,
        )

    def search_document(self, language: str) -> SearchDocument | None:
        """Nothing for a draft, nor for an alias: an untranslated page is found under its source's language."""
        if not self.live or self.alias_of_id:
            return None
        return SearchDocument(
            reference=self.reference,
            kind=self.search_kind,
            language=language,
            url=self.relative_url(None) or self.url_path,
            title=self.title,
            summary=self.summary,
            body="\n".join(self.body.stream_block.get_searchable_content(self.body)),
            changed_at=self.last_published_at,
            audience=page_audience(self),
        )


def _heading(value: Any) -> str:
    return value.get("heading", "") if hasattr(value, "get") else ""
