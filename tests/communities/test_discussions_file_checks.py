"""What lies about itself, is too much or is broken is refused by its name, and nothing that was typed is lost."""

import io
import struct
import zipfile
from typing import Any

import pytest
from django.test import Client

from communities.discussions.checking import MOST_PARTS, MOST_UNPACKED
from communities.discussions.files import attach, received, shown_name
from communities.discussions.models import PostFile, Thread
from tests.factories import pdf
from tests.pictures import animation, bomb, picture

from .discussions import pump, question, typed_in, url_of
from .hubs import hub, member_of, signed_in

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "odt": "content.xml"}
DOCX = PARTS["docx"]


@pytest.fixture
def thread() -> Thread:
    return question(hub(), member_of(hub()))


@pytest.fixture
def client(thread: Thread) -> Client:
    return signed_in(thread.author)  # type: ignore[arg-type]


def archive(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def lying_about_its_size(content: bytes) -> bytes:
    """An archive whose directory says that each part unpacks to one byte."""
    changed, at = bytearray(content), content.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 1)
        at = changed.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


def with_a_password(content: bytes) -> bytes:
    """An archive that says that its parts are encrypted."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[changed.find(mark) + offset] |= 1
    return bytes(changed)


BAD: dict[str, tuple[str, bytes]] = {
    "svg with a script": ("pump.svg", SVG),
    "svg that says it is a png": ("pump.png", SVG),
    "page that says it is a jpeg": ("pump.jpg", b"<html><script>alert(1)</script>"),
    "jpeg that says it is a png": ("pump.png", picture("JPEG")),
    "programme": ("setup.exe", b"MZ\x90"),
    "page": ("page.html", b"<p>"),
    "no ending": ("README", b"words"),
    "two endings": ("plan.pdf.exe", b"%PDF-1.4"),
    "programme that says it is a pdf": ("plan.pdf", b"MZ\x90\x00"),
    "programme that says it is a text": ("plan.txt", b"MZ\x90\x00\x03"),
    "half a wide text": ("plan.txt", b"\xff\xfea\x00\x00"),
    "picture that says it is a document": ("plan.docx", picture()),
    "archive that is no document": ("plan.docx", archive({"a.txt": b"a"})),
    "workbook that says it is a document": ("plan.docx", archive({PARTS["xlsx"]: b"<x/>"})),
    "zip bomb": ("plan.docx", archive({DOCX: b"\x00" * (MOST_UNPACKED + 1)})),
    "zip bomb that lies": ("plan.docx", lying_about_its_size(archive({DOCX: b"\x00" * 5_000_000}))),
    "bomb of many parts": ("plan.docx", archive({DOCX: b""} | {f"{n}": b"" for n in range(MOST_PARTS)})),
    "document with a password": ("plan.docx", with_a_password(archive({DOCX: b"<x/>"}))),
    "half a document": ("plan.docx", archive({DOCX: b"<x/>" * 99})[:-40]),
    "empty": ("plan.pdf", b""),
    "empty picture": ("pump.png", b""),
    "half a picture": ("pump.png", picture(size=(300, 300))[:150]),
    "half a jpeg": ("pump.jpg", picture("JPEG", (300, 300))[:900]),
    "half a gif": ("pump.gif", picture("GIF", (300, 300))[:40]),
    "png bomb": ("pump.png", bomb("PNG", 30_000, 30_000)),
    "jpeg bomb": ("pump.jpg", bomb("JPEG", 60_000, 60_000)),
    "gif bomb": ("pump.gif", bomb("GIF", 60_000, 60_000)),
    "webp bomb": ("pump.webp", bomb("WEBP", 16_000, 16_000)),
    "avif bomb": ("pump.avif", bomb("AVIF", 60_000, 60_000)),
    "bomb of many frames": ("pump.gif", animation("GIF", (2_000, 2_000), 12)),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_not_sound_is_refused_by_name_and_the_text_kept(client: Client, thread: Thread, kind: str) -> None:
    name, content = BAD[kind]
    sent = {"body": "An hour of work", "new_files": [pump(name, content)]}
    page = client.post(url_of(thread), sent)
    [error] = page.context["files"].errors["new_files"]
    assert error.startswith(f"“{name}”")
    assert typed_in(page) == "An hour of work"
    assert 'id="id_new_files_error"' in page.content.decode()
    assert thread.posts.count() == 1
    assert not PostFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", pdf(["Pumps"])),
        ("PLAN.PDF", pdf(["Pumps"])),
        ("words.txt", "Вода\r\n\tи трубы".encode()),
        ("old.txt", "Вода".encode("cp1251")),
        ("wide.txt", "Вода и трубы".encode("utf-16")),
        ("meters.csv", b"a;b\n1;2\n"),
        *((f"plan.{extension}", archive({part: b"<x/>" * 99})) for extension, part in PARTS.items()),
        *((f"pump.{form.lower()}", picture(form)) for form in ("AVIF", "GIF", "JPEG", "PNG", "WEBP")),
        ("pump.jpg", picture("JPEG")),
        ("moving.gif", animation("GIF", (64, 64), 5)),
    ],
)
def test_what_is_sound_is_taken(thread: Thread, name: str, content: bytes) -> None:
    assert attach(post=thread.posts.get(), files=[pump(name, content)]) == []
    file = PostFile.objects.get()
    assert file.is_picture or file.file.read() == content
    assert str(file.file).rpartition(".")[2] in {"webp", name.rpartition(".")[2].lower()}


def test_a_file_that_is_too_large_is_refused(client: Client, thread: Thread, settings: Any) -> None:
    settings.POST_FILE_MAX_SIZE = 1024
    large = [pump("plan.txt", b"a" * 1025), pump("pump.png", picture() + b"\x00" * 1024)]
    page = client.post(url_of(thread), {"body": "x", "new_files": [*large, pump("b.txt", b"b" * 1024)]})
    assert len(page.context["files"].errors["new_files"]) == 2
    assert [file.name for file in PostFile.objects.all()] == ["b.txt"]


def test_more_files_than_a_post_takes_are_left_out_and_said_so(client: Client, thread: Thread, settings: Any) -> None:
    settings.POST_FILES_MOST = 3
    page = client.post(url_of(thread), {"body": "x", "new_files": [pump(f"{n}.txt", b"x") for n in range(9)]})
    assert page.context["files"].errors["new_files"] == ["A post takes 3 files: the others are left out."]
    pks = list(PostFile.objects.values_list("pk", flat=True))
    assert len(pks) == 3
    kept = {"file": pks} | {f"keep-{pk}": "on" for pk in pks}
    page = client.post(url_of(thread), {"body": "x", **kept, "new_files": pump()})
    assert page.context["files"].errors["new_files"]
    settings.POST_FILES_MOST = 2
    page = client.post(url_of(thread), {"body": "x", **kept})
    assert page.context["files"].errors["new_files"]
    assert thread.posts.count() == 1


def test_another_way_in_adds_what_is_sound_and_tells_what_is_not(thread: Thread, settings: Any) -> None:
    settings.POST_FILES_MOST = 3
    post = thread.posts.get()
    files = [pump("a.txt", b"a"), pump("b.svg", SVG), pump("c.txt", b"c"), pump("d.txt", b"d")]
    refused = attach(post=post, files=files)
    assert [file.name for file in post.files.all()] == ["a.txt", "c.txt"]
    assert len(refused) == 2
    assert refused[0].startswith("“b.svg”")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\plans\\pump.pdf", "pump.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ("Насос №2.pdf", "Насос №2.pdf"),
        ("я" * 500 + ".pdf", "я" * 114 + ".pdf"),
        ("a." + "b" * 500, "a"),
    ],
)
def test_names_are_one_plain_line(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


def test_a_hostile_name_comes_out_as_text_everywhere(client: Client, thread: Thread) -> None:
    file = pump("x.txt", b"x")
    file.name = '"><img src=x onerror=alert(1)>.txt'
    sound, refused = received([file], room=1)
    assert not refused
    client.post(url_of(thread), {"body": "See", "new_files": pump("x.txt", b"x")})
    PostFile.objects.update(name=sound[0].name)
    page = client.get(url_of(thread)).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    served = client.get(f"{url_of(thread, post=thread.posts.get(number=2))}files/{PostFile.objects.get().pk}/")
    assert served["Content-Disposition"] == 'attachment; filename="\\"><img src=x onerror=alert(1)>.txt"'
