from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from knowledge.media.sharing.card import Card
from knowledge.media.sharing.meta import page_tags
from search.context import search_context
from search.exports import exported
from search.query import SearchQuery
from search.results import search_for

from .item import LIBRARY_KINDS


class LibraryPage(Page):
    """The library's shelf: everything below it, filed by the search's own facets."""

    parent_page_types = ["home.HomePage"]
    subpage_types = [
        f"library.{name}" for name in ("CaseStudyPage", "FactsheetPage", "PublicationPage", "CodeOfConductPage")
    ]
    max_count_per_parent = 1
    page_description = _("Lists case studies and other library items.")
    template = "library/library_page.html"

    summary = models.CharField(_("summary"), max_length=300)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The shelf, or with `?format=` what stands on it as a file or a feed."""
        return exported(request, self.query(request), self.title) or super().serve(request, *args, **kwargs)

    def query(self, request: HttpRequest) -> SearchQuery:
        return SearchQuery.from_request(request, default_sort="newest").within_kinds(LIBRARY_KINDS)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        query = self.query(request)
        tags = page_tags(self, description=self.summary)
        return context | search_context(query, search_for(query, request.user)) | {"meta_tags": tags}

    def share_card(self) -> Card:
        return Card(self.locale.language_code, self.slug, self.title, summary=self.summary)
