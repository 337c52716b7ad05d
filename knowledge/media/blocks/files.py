"""Blocks of what lies outside the text: files, pictures, films and pages elsewhere."""

from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .text import SectionBlock


class FileBlock(DocumentChooserBlock):
    class Meta:
        icon = "doc-full"
        label = _("File")
        template = "media/blocks/file.html"
        description = _("A file to download, shown with its kind, size and language.")


class DocumentsBlock(SectionBlock):
    files = blocks.ListBlock(FileBlock(), label=_("Files"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Files")
        template = "media/blocks/documents.html"
        preview_value = {"heading": "…", "files": []}
        description = _("Files to download, each with its kind, size and language.")


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Description"),
        max_length=255,
        required=False,
        help_text=_("In this page's language; the image's own description if empty."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)

    def bulk_to_python(self, values: list[dict[str, Any]]) -> list[blocks.StructValue]:
        """With the renditions of all pictures of a page in one query."""
        pictures = super().bulk_to_python(values)
        prefetch_related_objects([picture["image"] for picture in pictures if picture["image"]], "renditions")
        return pictures

    class Meta:
        icon = "image"
        label = _("Image")
        template = "media/blocks/picture.html"
        preview_value = {"image": None, "alt": "", "caption": "…"}
        description = _("A picture with its caption and credit.")


class LinkBlock(blocks.StructBlock):
    """A page elsewhere, with the language it is written in."""

    title = blocks.CharBlock(label=_("What is found there"), max_length=160)
    url = blocks.URLBlock(label=_("Address"), max_length=500)
    language = blocks.ChoiceBlock(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        icon = "link"
        label = _("Link")
        template = "media/blocks/link.html"
        preview_value = {"title": "…", "url": "https://example.org/", "language": "en"}
        description = _("A page of another site, shown with its language.")


class VideoLinkBlock(LinkBlock):
    """A film elsewhere: only a link, so that nothing of the other site is loaded before a reader asks for it."""

    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=1, max_value=600)

    class Meta:
        icon = "media"
        label = _("Link to a film")
        template = "media/blocks/video_link.html"
        preview_value = {"title": "…", "url": "https://example.org/", "language": "en", "minutes": 3}
        description = _("A link to a film; nothing is loaded from the other site.")
