from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from knowledge.media.sharing.card import Card
from knowledge.media.sharing.meta import page_tags

from ..reading import front_page


class HomePage(Page):
    """The front page of one language."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["library.LibraryPage", "hubs.HubIndexPage", "home.StandardPage"]
    page_description = _("The front page.")
    template = "home/home_page.html"

    headline = models.CharField(_("headline"), max_length=80)
    standfirst = models.CharField(_("standfirst"), max_length=200)
    suggestions = StreamField(
        [("search", blocks.CharBlock(label=_("Search"), max_length=60))],
        verbose_name=_("suggested searches"),
        blank=True,
        max_num=6,
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("standfirst"),
        FieldPanel("suggestions"),
    ]
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        tags = page_tags(self, description=self.search_description or self.standfirst)
        return super().get_context(request, *args, **kwargs) | front_page(request.user) | {"meta_tags": tags}

    def share_card(self) -> Card:
        return Card(self.locale.language_code, self.slug, self.headline, summary=self.standfirst)
