"""The site's own Image and Document, and the text of a document's pages."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.images.models import Image as WagtailImage

from .cleaning import CleanImageField
from .pdf import looks_like_pdf


class CustomImage(AbstractImage):
    file = CleanImageField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("What the picture shows, for those who do not see it. A page may say it in its own language."),
    )
    credit = models.CharField(_("credit"), max_length=160, blank=True, help_text=_("Photographer and owner."))

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        permissions = (("choose_image", "Can choose image"),)
        verbose_name = _("image")
        verbose_name_plural = _("images")


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="media_rendition_once"),
        )


def document_storage() -> Storage:
    return storages["documents"]


class CustomDocument(AbstractDocument):
    """A file to download. The worker reads its text page by page, so that search finds the page it stands on."""

    class Reading(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        READ = "read", _("read")
        CAPPED = "capped", _("read in part")
        ENCRYPTED = "encrypted", _("protected by a password")
        UNREADABLE = "unreadable", _("damaged or not what its name says")
        NO_TEXT = "no-text", _("without text (a scan?)")
        NOT_PDF = "not-pdf", _("not a PDF: only the title is searched")

    file = models.FileField(_("file"), upload_to="files", storage=document_storage)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    thumbnail = models.FileField(upload_to="thumbnails", storage=document_storage, blank=True, editable=False)
    reading = models.CharField(
        _("text"), max_length=12, choices=Reading, default=Reading.WAITING, editable=False, db_index=True
    )
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    read_hash = models.CharField(max_length=40, blank=True, editable=False)
    text_size = models.PositiveIntegerField(default=0, editable=False)  # bytes of the text that was read

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        permissions = (("choose_document", "Can choose document"),)
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        if not self.file:  # of many files dropped at once, each was checked when it came and is joined later
            return
        super().clean()
        if self.file_extension == "pdf" and not self.file._committed:  # type: ignore[attr-defined]
            self.file.seek(0)
            if not looks_like_pdf(self.file.read(1024)):
                raise ValidationError({"file": _("This file is not a PDF, whatever its name says.")})
            self.file.seek(0)

    @property
    def file_extension(self) -> str:
        """In small letters: a scanner writes MANUAL.PDF."""
        return str(super().file_extension).lower()

    @property
    def thumbnail_url(self) -> str:
        """Another address for another file, so that nobody is shown the old one's picture."""
        url = reverse("document_thumbnail", args=(self.pk,))
        return f"{url}?v={self.read_hash[:8]}" if self.thumbnail else ""

    @property
    def has_text(self) -> bool:
        """Whether its text can be read here; a file replaced a moment ago still has the text of the old one."""
        return bool(self.text_size) and self.file_hash == self.read_hash

    @property
    def why_no_text(self) -> str:
        """For readers, where there is none."""
        is_read = self.reading in (self.Reading.READ, self.Reading.CAPPED)
        return str(self.Reading.WAITING.label if is_read else self.get_reading_display())

    @property
    def text_url(self) -> str:
        return reverse("document_text", args=(self.pk,)) if self.has_text else ""

    @property
    def reading_note(self) -> str:
        """What an editor has to know about the text in search, empty when all is well."""
        if self.reading == self.Reading.CAPPED:
            note = _("Only the first %(limit)s of %(count)s pages are found by search.")
            last = self.passages.aggregate(page=models.Max("page"))["page"]
            return str(note) % {"limit": last, "count": self.page_count}
        if self.reading == self.Reading.READ:
            return ""
        return str(self.get_reading_display())


class DocumentPassage(models.Model):
    """The text of one page of a document."""

    document = models.ForeignKey(CustomDocument, models.CASCADE, related_name="passages")
    page = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("document", "page")
        constraints = (models.UniqueConstraint(fields=("document", "page"), name="media_one_text_per_page"),)

    def __str__(self) -> str:
        return f"{self.document_id}, {self.page}"
