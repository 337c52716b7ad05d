from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from knowledge.media.blocks import PROSE_FEATURES


class StandardPage(Page):
    """A page of plain prose: about, privacy, accessibility."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page of plain text.")
    template = "home/standard_page.html"

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=PROSE_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
