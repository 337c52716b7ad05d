"""Files are read page by page, whatever they are; what cannot be read is said, and nothing breaks."""

import io
import time
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pypdf import PdfReader, PdfWriter
from wagtail.models import Collection, CollectionViewRestriction

from knowledge.media.models import CustomDocument
from knowledge.media.pdf import PAGE_LIMIT
from knowledge.media.services import read_document
from knowledge.media.tasks import read_document_text
from search.query import SearchQuery
from search.results import search_for
from tests.commits import committed
from tests.factories import case_study, document, pdf

pytestmark = pytest.mark.django_db
PAGES = ["Intake", "Filters", "The zeolitecartridge is changed here", "Pumps"]


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    return request.param


def encrypted(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def blank_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _number in range(count):
        writer.add_blank_page(595, 842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_word_that_stands_only_on_page_three_is_found_there(engine: str) -> None:
    with committed():
        file = document(pdf(PAGES))
    with committed():
        case_study(files=[("file", file)])
    hits = search_for(SearchQuery(text="zeolitecartridge"), AnonymousUser()).hits
    assert [hit.reference for hit in hits] == ["sluice-gates"]
    passage = hits[0].passage
    assert passage is not None
    assert (passage.page, passage.url) == (3, f"/en/documents/{file.pk}/text/3/#page-3")
    assert passage.language == "en"
    assert "<mark>zeolitecartridge</mark>" in passage.snippet


def test_a_file_that_is_read_after_its_page_was_published_is_found_all_the_same() -> None:
    file = document(pdf(PAGES))  # its reading waits for the commit
    with committed():
        case_study(files=[("file", file)])
    assert search_for(SearchQuery(text="zeolitecartridge"), AnonymousUser()).total == 0
    with committed():
        read_document(document=file)
    assert search_for(SearchQuery(text="zeolitecartridge"), AnonymousUser()).total == 1


@pytest.mark.parametrize(
    ("content", "name", "reading"),
    [
        (pdf(PAGES), "good.pdf", "read"),
        (encrypted(pdf(PAGES)), "locked.pdf", "encrypted"),
        (pdf(PAGES)[:400], "cut.pdf", "unreadable"),
        (b"<html><script>alert(1)</script></html>", "lying.pdf", "unreadable"),
        (b"", "empty.pdf", "unreadable"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "noise.pdf", "unreadable"),
        (blank_pages(3), "scan.pdf", "no-text"),
        (b"pump;flow\n1;2\n", "table.csv", "not-pdf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_outcome_of_reading_a_file_is_said(content: bytes, name: str, reading: str) -> None:
    file = document(content, name)
    assert read_document_text.func(file.pk) == reading
    file.refresh_from_db()
    assert file.reading == reading
    assert bool(file.reading_note) == (reading != "read")
    assert file.passages.count() == (4 if reading == "read" else 0)


def test_of_ten_thousand_pages_two_thousand_are_read_and_the_editor_is_told() -> None:
    file = document(pdf([f"Page {number}" for number in range(10_000)]))
    started = time.monotonic()
    assert read_document(document=file) == CustomDocument.Reading.CAPPED
    assert time.monotonic() - started < 120
    file.refresh_from_db()
    assert (file.page_count, file.passages.count()) == (10_000, PAGE_LIMIT)
    assert "2,000" in file.reading_note.replace("2000", "2,000")
    assert "10,000" in file.reading_note.replace("10000", "10,000")


def test_a_replaced_file_is_read_again_and_a_renamed_one_is_not() -> None:
    with committed():
        file = document(pdf(PAGES))
    file.refresh_from_db()
    with committed() as after_rename:
        file.title = "Another title"
        file.save()
    file.file.save("new.pdf", io.BytesIO(pdf(["Ozone"])), save=False)
    file.file_hash = ""
    with committed():
        file.save()
    assert [passage.text for passage in file.passages.all()] == ["Ozone"]
    assert not [callback for callback in after_rename if "read_document_text" in repr(callback)]


def test_an_upload_that_is_no_pdf_is_refused_with_a_message_and_the_form_kept(editor_client: Client) -> None:
    lying = io.BytesIO(b"<html>not a pdf</html>")
    lying.name = "report.pdf"
    data = {
        "title": "Yearly report",
        "file": lying,
        "language": "en",
        "collection": Collection.objects.get(depth=1).pk,
    }
    response = editor_client.post("/admin/documents/add/", data)
    html = response.content.decode()
    assert "This file is not a PDF" in html
    assert "Yearly report" in html
    assert not CustomDocument.objects.filter(title="Yearly report").exists()


def test_a_document_and_its_thumbnail_are_handed_out_after_the_check_only(client: Client, editor: Any) -> None:
    private = Collection.objects.get(depth=1).add_child(instance=Collection(name="Members"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    file = document(pdf(PAGES), collection=private)
    read_document(document=file)
    file.refresh_from_db()
    for address in (file.url, file.thumbnail_url):
        assert client.get(address).status_code == 302, address
    assert client.get(f"/media/{file.file.name}").status_code == 404
    client.force_login(editor)
    for address in (file.url, file.thumbnail_url):
        assert client.get(address).status_code == 200, address


def test_deleting_a_document_takes_its_text_out_of_search() -> None:
    with committed():
        file = document(pdf(PAGES))
    with committed():
        case_study(files=[("file", file)])
    with committed():
        file.delete()
    assert search_for(SearchQuery(text="zeolitecartridge"), AnonymousUser()).total == 0
