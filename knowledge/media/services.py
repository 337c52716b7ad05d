import shutil
import tempfile
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.utils.file import hash_filelike

from search.marks import mark_dependants

from .models import CustomDocument, DocumentPassage, document_storage
from .pdf import PdfText, read_pdf


def read_document(*, document: CustomDocument) -> CustomDocument.Reading:
    """Read a document's text and draw its thumbnail; safe to repeat, and harmless to a file it cannot read."""
    with tempfile.TemporaryDirectory() as folder:
        copy, drawing = Path(folder, "file.pdf"), Path(folder, "page.webp")
        try:
            with document.open_file() as file, copy.open("w+b") as target:
                shutil.copyfileobj(file, target)
                file_hash = hash_filelike(target)
        except OSError:  # the file has gone from its storage
            return _store(document=document, status=CustomDocument.Reading.UNREADABLE)
        if document.file_extension != "pdf":
            return _store(document=document, status=CustomDocument.Reading.NOT_PDF, file_hash=file_hash)
        pdf = read_pdf(copy, drawing)
        thumbnail = drawing.read_bytes() if drawing.exists() else b""
    return _store(document=document, status=_status(pdf), file_hash=file_hash, pdf=pdf, thumbnail=thumbnail)


def _status(pdf: PdfText) -> CustomDocument.Reading:
    status = CustomDocument.Reading
    if pdf.status != "read":
        return status(pdf.status)
    if not pdf.passages:
        return status.NO_TEXT
    return status.CAPPED if pdf.looked_at < pdf.count else status.READ


@transaction.atomic
def _store(
    *,
    document: CustomDocument,
    status: CustomDocument.Reading,
    file_hash: str = "",
    pdf: PdfText | None = None,
    thumbnail: bytes = b"",
) -> CustomDocument.Reading:
    same = CustomDocument.objects.select_for_update().filter(pk=document.pk, file=document.file.name)
    if not same.values_list("pk").first():  # deleted meanwhile, or replaced: the new file has a task of its own
        return status
    pdf, old_thumbnail = pdf or PdfText(status.value), document.thumbnail.name
    document.passages.all().delete()
    DocumentPassage.objects.bulk_create(
        [DocumentPassage(document=document, page=page, text=text) for page, text in pdf.passages], batch_size=500
    )
    document.reading, document.page_count, document.read_hash = status, pdf.count or None, file_hash
    if thumbnail:
        document.thumbnail.save(f"{file_hash}.webp", ContentFile(thumbnail), save=False)
    else:
        document.thumbnail = ""
    # Not save(): nothing an editor wrote in the meantime may be overwritten.
    CustomDocument.objects.filter(pk=document.pk).update(
        reading=status,
        page_count=document.page_count,
        file_hash=file_hash,
        read_hash=file_hash,
        text_size=sum(len(text.encode()) for _page, text in pdf.passages),
        thumbnail=document.thumbnail.name,
    )
    remove_thumbnail(old_thumbnail)
    mark_dependants(document)
    return status


def remove_thumbnail(name: str | None) -> None:
    """Remove a picture that nobody needs any more, once the transaction is through."""
    if name:
        transaction.on_commit(partial(document_storage().delete, name))
