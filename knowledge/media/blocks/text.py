"""Blocks of words: prose, steps, what folds out, what somebody says."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .dates import PartialDateBlock

PROSE_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class SectionBlock(blocks.StructBlock):
    """A block with a heading of its own: it stands in the page's contents."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)


class ProseBlock(SectionBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "media/blocks/prose.html"
        preview_value = {"heading": "…", "text": "<p>…</p>"}
        description = _("Paragraphs, lists and links under a heading.")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=200)
    text = blocks.TextBlock(label=_("Explanation"), required=False)


class StepsBlock(SectionBlock):
    items = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "media/blocks/steps.html"
        preview_value = {"heading": "…", "items": [{"title": "…", "text": "…"}, {"title": "…", "text": ""}]}
        description = _("Numbered steps, one after the other.")


class PointsBlock(StepsBlock):
    class Meta:
        icon = "list-ul"
        label = _("Points")
        template = "media/blocks/points.html"
        preview_value = {"heading": "…", "items": [{"title": "…", "text": "…"}, {"title": "…", "text": ""}]}
        description = _("Points beside each other, in no order of rank.")


class FoldBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)


class AccordionBlock(SectionBlock):
    items = blocks.ListBlock(FoldBlock(), label=_("Parts"))

    class Meta:
        icon = "collapse-down"
        label = _("Parts that fold out")
        template = "media/blocks/accordion.html"
        preview_value = {"heading": "…", "items": [{"title": "…", "text": "<p>…</p>"}]}
        description = _("Titles a reader opens one by one; they open without a script.")


class MomentBlock(blocks.StructBlock):
    date = PartialDateBlock(label=_("Date"), help_text=_("2009, 2009-05 or 2009-05-17"))
    text = blocks.TextBlock(label=_("What happened"))


class TimelineBlock(SectionBlock):
    items = blocks.ListBlock(MomentBlock(), label=_("Moments"))

    class Meta:
        icon = "date"
        label = _("Timeline")
        template = "media/blocks/timeline.html"
        preview_value = {"heading": "…", "items": [{"date": "2009-01", "text": "…"}]}
        description = _("What happened when, oldest first.")


class TestimonialBlock(blocks.StructBlock):
    """What someone said, as reported speech: who says it, where from."""

    text = blocks.TextBlock(label=_("What they say"), help_text=_("Reported speech in your own words."))
    person = blocks.CharBlock(label=_("Person"), max_length=120, required=False)
    role = blocks.CharBlock(label=_("Role and utility"), max_length=160, required=False)
    partnership = SnippetChooserBlock("partnerships.Partnership", label=_("Partnership"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Testimonial")
        template = "media/blocks/testimonial.html"
        preview_value = {"text": "…", "person": "…", "role": "…", "partnership": None}
        description = _("What someone from a utility says about the work.")
