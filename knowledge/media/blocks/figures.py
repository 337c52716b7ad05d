"""Blocks of numbers: a few figures, and the ladder that results are placed on."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .text import SectionBlock


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=60, help_text=_("As it is read: “over 400”."))
    label = blocks.CharBlock(label=_("What it counts"), max_length=160)
    when = blocks.CharBlock(label=_("As of"), max_length=120, required=False)


class FiguresBlock(SectionBlock):
    items = blocks.ListBlock(FigureBlock(), label=_("Figures"))

    class Meta:
        icon = "order"
        label = _("Figures")
        template = "media/blocks/figures.html"
        preview_value = {"heading": "…", "items": [{"value": "42", "label": "…", "when": "2022"}]}
        description = _("Figures with what they count and when they were known.")


class LadderBlock(SectionBlock):
    text = blocks.TextBlock(label=_("Introduction"), required=False)

    class Meta:
        icon = "order-up"
        label = _("Results ladder")
        template = "media/blocks/ladder.html"
        preview_value = {"heading": "…", "text": "…"}
        description = _("The rungs of the results ladder, drawn by the site.")
