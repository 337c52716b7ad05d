"""Reading a PDF ends within its limits, with what could be read, whatever somebody put into the file."""

import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from knowledge.media import pdf as reading
from knowledge.media.models import CustomDocument
from knowledge.media.pdf import PdfText, read_pdf
from knowledge.media.services import read_document
from search.models import SearchMark
from tests.commits import committed
from tests.factories import case_study, document, pdf

HELLO = b"BT /F1 18 Tf 50 780 Td (Hello pump) Tj ET"
FLATE = b"/Filter /FlateDecode"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SECONDS = 60  # for any of these files; a worker's limit is three minutes


def raw(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def stream(content: bytes, options: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), options, content)


def one_page(
    content: bytes, options: bytes = b"", *, box: bytes = b"0 0 595 842", font: bytes = HELVETICA, more: bytes = b""
) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Resources << /Font << /F1 %s >> >> /Contents 4 0 R %s >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return raw(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page % (box, font, more), stream(content, options))


def with_letters_that_are_none() -> bytes:
    """A font whose letters A and B stand for half a character and for NUL."""
    table = b"1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <41> <d800> <42> <0000> endbfchar"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>"
    objects = one_page(b"BT /F1 18 Tf 50 780 Td (xAyBz pump) Tj ET", font=font)
    return raw(*[part.split(b" obj\n", 1)[1] for part in objects.split(b"\nendobj\n")[:-1]], stream(table))


def locked() -> bytes:
    """Encrypted as newer programs do it, which takes a package to open that the site does not have."""
    zeros = b"<" + b"00" * 48 + b">"
    filters = b"/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen >> >> /StmF /StdCF /StrF /StdCF"
    keys = b"/O %s /U %s /OE %s /UE %s /Perms <%s>" % (zeros, zeros, zeros[:64] + b">", zeros[:64] + b">", b"00" * 16)
    encryption = b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 %s %s >>" % (keys, filters)
    pages = b"<< /Type /Pages /Kids [] /Count 0 >>"
    return raw(b"<< /Type /Catalog /Pages 2 0 R >>", pages, encryption, trailer=b"/Encrypt 3 0 R /ID [<00> <00>]")


def read(tmp_path: Path, content: bytes) -> PdfText:
    """Read a file as the worker does, in time."""
    file = tmp_path / "file.pdf"
    file.write_bytes(content)
    started = time.monotonic()
    result = read_pdf(file, tmp_path / "page.webp")
    assert time.monotonic() - started < SECONDS
    return result


def test_text_comes_with_the_number_of_its_page(tmp_path: Path) -> None:
    result = read(tmp_path, pdf(["One", "", "Three"]))
    assert (result.status, result.count, result.passages) == ("read", 3, [(1, "One"), (3, "Three")])
    assert (tmp_path / "page.webp").read_bytes()[8:12] == b"WEBP"


def test_an_encryption_nobody_here_can_open_is_a_password_not_a_damage(tmp_path: Path) -> None:
    assert read(tmp_path, locked()).status == "encrypted"


@pytest.mark.parametrize("box", [b"0 0 1 1000000", b"0 0 1000000 1000000", b"0 0 0 0", b"0 0 -5 -5"])
def test_a_page_of_impossible_size_is_read_even_if_it_cannot_be_drawn(tmp_path: Path, box: bytes) -> None:
    assert read(tmp_path, one_page(HELLO, box=box)).passages == [(1, "Hello pump")]


def test_text_is_kept_when_the_drawing_takes_the_whole_process_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdfium2.py").write_text("import os\nos.abort()")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    result = read(tmp_path, pdf(["Hello pump"]))
    assert (result.status, result.passages) == ("read", [(1, "Hello pump")])
    assert not (tmp_path / "page.webp").exists()


def test_one_damaged_page_does_not_hide_the_others(tmp_path: Path) -> None:
    content = pdf(["One", "Two", "Three"])
    broken = content.replace(b"/Length", b"/Lenght /Filter /NoSuchFilter", 2).replace(b"/Lenght", b"/Length", 1)
    result = read(tmp_path, broken)
    assert result.status == "read"
    assert (3, "Three") in result.passages
    assert len(result.passages) < 3


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: one_page(zlib.compress(b" " * 10**9, 9), FLATE), id="a gigabyte of spaces"),
        pytest.param(
            lambda: one_page(
                zlib.compress(zlib.compress(zlib.compress(b" " * 10**9, 9), 9), 9),
                b"/Filter [/FlateDecode /FlateDecode /FlateDecode]",
            ),
            id="a gigabyte packed three times",
        ),
        pytest.param(lambda: one_page(HELLO, more=b"/X " + b"[" * 200_000 + b"]" * 200_000), id="nested lists"),
        pytest.param(lambda: one_page(HELLO, more=b"/X " + b"<</A " * 100_000 + b"0" + b">>" * 100_000), id="nested"),
        pytest.param(
            lambda: one_page(zlib.compress(b"BT /F1 18 Tf " + b"(pump ) Tj " * 4_000_000 + b"ET", 9), FLATE),
            id="words",
        ),
        pytest.param(
            lambda: raw(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
            id="pages in a circle",
        ),
        pytest.param(
            lambda: raw(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 999999999 >>"),
            id="a billion pages that are not there",
        ),
    ],
)
def test_a_bomb_ends_in_time_and_says_so_or_is_read(tmp_path: Path, content: Any) -> None:
    result = read(tmp_path, content())
    assert result.status in ("read", "unreadable")
    assert sum(len(text) for _page, text in result.passages) <= reading.CHARACTERS_PER_PAGE


def test_reading_stops_when_its_time_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.2)
    assert read(tmp_path, pdf([f"Page {number}" for number in range(9_000)])).status == "unreadable"


def test_letters_that_are_none_are_left_out(tmp_path: Path) -> None:
    ((_page, text),) = read(tmp_path, with_letters_that_are_none()).passages
    text.encode()
    assert "\x00" not in text
    assert "pump" in text


@pytest.mark.django_db
def test_letters_that_are_none_can_be_stored_and_found_around() -> None:
    with committed():
        file = document(with_letters_that_are_none())
        case_study(files=[("file", file)])
    assert file.passages.count() == 1
    assert not SearchMark.objects.exists()
    assert Client().get("/api/search?q=xyz+pump").json()["total"]


@pytest.mark.django_db
def test_a_file_of_too_much_text_is_read_in_part_and_the_editor_is_told() -> None:
    page = " ".join(f"pump{number}" for number in range(3_000))
    file = document(pdf([page] * 350))
    assert read_document(document=file) == CustomDocument.Reading.CAPPED
    file.refresh_from_db()
    texts = list(file.passages.values_list("text", flat=True))
    assert all(len(text) <= reading.CHARACTERS_PER_PAGE for text in texts)
    assert len(texts) < 350
    assert sum(map(len, texts)) <= reading.CHARACTERS + reading.CHARACTERS_PER_PAGE
    assert f"first {len(texts)} of 350 pages" in file.reading_note
