"""Objects for tests, made the way editors make them."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection, Page

from knowledge.library.models import CaseStudyPage, LibraryPage
from knowledge.media.models import CustomDocument, CustomImage


def library_page(language: str = "en") -> LibraryPage:
    return LibraryPage.objects.get(locale__language_code=language)


def case_study(parent: Page | None = None, *, live: bool = True, **fields: Any) -> CaseStudyPage:
    """A published case study below the English library, unless told otherwise."""
    words = {
        "title": "Sluice gates of Testville",
        "slug": "sluice-gates",
        "summary": "How two utilities mended the sluice gates.",
        "challenge": "<p>The gates were stuck.</p>",
        "approach": "<p>They were greased together.</p>",
        "lessons": "<p>Grease them every spring.</p>",
    }
    page = CaseStudyPage(**{**words, **fields}, live=False)
    parent = parent or library_page()
    page.locale = parent.locale
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def image(**fields: Any) -> CustomImage:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 360), "teal").save(buffer, "PNG")
    file = ContentFile(buffer.getvalue(), "pump.png")
    return CustomImage.objects.create(**{"title": "Pump", "description": "A pump", "file": file} | fields)


def document(content: bytes, name: str = "manual.pdf", **fields: Any) -> CustomDocument:
    fields.setdefault("collection", Collection.get_first_root_node())
    document = CustomDocument(title="Manual", file=ContentFile(content, name), **fields)
    document.save()
    return document


def pdf(pages: list[str]) -> bytes:
    """A small real PDF with one line of Latin text on each page."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for text in pages:
        safe = text.encode("latin-1", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        stream = b"BT /F1 18 Tf 50 780 Td (" + safe + b") Tj ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
            % (font, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
