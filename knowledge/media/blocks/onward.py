"""Blocks that lead on to other pages."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from search.audience import readable_by

from .text import SectionBlock


class CallToActionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Text"), max_length=300)
    label = blocks.CharBlock(label=_("What the link says"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    path = blocks.RegexBlock(
        regex=r"^([\w\-]+/)+$",
        label=_("Or an address of this site"),
        max_length=200,
        required=False,
        help_text=_("Without the language: “partnerships/”."),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        template = "media/blocks/call_to_action.html"
        preview_value = {"text": "…", "label": "…", "page": None, "path": ""}
        description = _("One thing to do next, with a link.")


class RelatedPagesBlock(SectionBlock):
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("Pages"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Those that are there for the reader: what somebody may not read is not named to him or her either."""
        context = super().get_context(value, parent_context)
        reader = getattr(context.get("request"), "user", AnonymousUser())
        pages = [page.localized for page in value["pages"] if page]
        return context | {"pages": readable_by(pages, reader)}

    class Meta:
        icon = "link"
        label = _("Related pages")
        template = "media/blocks/related_pages.html"
        preview_value = {"heading": "…", "pages": []}
        description = _("Other pages of this site worth reading.")
