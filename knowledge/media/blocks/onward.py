"""Blocks that lead on to other pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

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

    class Meta:
        icon = "link"
        label = _("Related pages")
        template = "media/blocks/related_pages.html"
        preview_value = {"heading": "…", "pages": []}
        description = _("Other pages of this site worth reading.")
