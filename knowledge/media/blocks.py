"""StreamField blocks that more than one page type uses."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

PROSE_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class TestimonialBlock(blocks.StructBlock):
    """What someone said, as reported speech: who says it, where from."""

    text = blocks.TextBlock(label=_("What they say"), help_text=_("Reported speech in your own words."))
    person = blocks.CharBlock(label=_("Person"), max_length=120)
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
