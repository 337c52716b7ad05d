"""StreamField blocks that more than one page type uses."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

PROSE_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class TestimonialBlock(blocks.StructBlock):
    """What someone said, as reported speech: who says it, where from."""

    text = blocks.TextBlock(label=_("What they say"), help_text=_("Reported speech in your own words."))
    person = blocks.CharBlock(label=_("Person"), max_length=120, required=False)
    role = blocks.CharBlock(label=_("Role and utility"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Testimonial")
        template = "media/blocks/testimonial.html"
        preview_value = {"text": "…", "person": "…", "role": "…"}
        description = _("What someone from a utility says about the work.")


class FileBlock(DocumentChooserBlock):
    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "media/blocks/file.html"
        description = _("A file to download, shown with its kind, size and language.")


class LinkBlock(blocks.StructBlock):
    """A page elsewhere, with the language it is written in."""

    title = blocks.CharBlock(label=_("What is found there"), max_length=160)
    url = blocks.URLBlock(label=_("Address"), max_length=500)
    language = blocks.ChoiceBlock(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        icon = "link"
        label = _("Link")
        template = "media/blocks/link.html"
        description = _("A page of another site, shown with its language.")
