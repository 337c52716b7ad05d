import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction

from search.marks import mark_dependants

from .models import CustomDocument, DocumentPassage
from .pdf import PAGE_LIMIT, PdfText, read_pdf


def read_document(*, document: CustomDocument) -> CustomDocument.Reading:
    """Read a document's text and draw its thumbnail; safe to repeat, and harmless to a file it cannot read."""
    if document.file_extension != "pdf":
        return _store(document=document, status=CustomDocument.Reading.NOT_PDF, pdf=PdfText("read"), thumbnail=b"")
    with tempfile.TemporaryDirectory() as folder:
        copy, drawing = Path(folder, "file.pdf"), Path(folder, "page.webp")
        with document.open_file() as file:
            copy.write_bytes(file.read())
        pdf = read_pdf(copy, drawing)
        thumbnail = drawing.read_bytes() if drawing.exists() else b""
    return _store(document=document, status=_status(pdf), pdf=pdf, thumbnail=thumbnail)


def _status(pdf: PdfText) -> CustomDocument.Reading:
    status = CustomDocument.Reading
    if pdf.status != "read":
        return status(pdf.status)
    if not pdf.passages:
        return status.NO_TEXT
    return status.CAPPED if pdf.count > PAGE_LIMIT else status.READ


@transaction.atomic
def _store(
    *, document: CustomDocument, status: CustomDocument.Reading, pdf: PdfText, thumbnail: bytes
) -> CustomDocument.Reading:
    document.passages.all().delete()
    DocumentPassage.objects.bulk_create(
        [DocumentPassage(document=document, page=page, text=text) for page, text in pdf.passages], batch_size=500
    )
    document.reading, document.page_count, document.read_hash = status, pdf.count or None, document.get_file_hash()
    if thumbnail:
        document.thumbnail.save(f"{document.read_hash}.webp", ContentFile(thumbnail), save=False)
    else:
        document.thumbnail = ""
    # Not save(): nothing an editor wrote in the meantime may be overwritten.
    CustomDocument.objects.filter(pk=document.pk).update(
        reading=status, page_count=document.page_count, read_hash=document.read_hash, thumbnail=document.thumbnail.name
    )
    mark_dependants(document)
    return status
