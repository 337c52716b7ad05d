"""A picture says what it shows; what is no picture, or far too large a one, is refused kindly."""

import io
import struct
import zlib

import pytest
from django.test import Client
from PIL import Image
from wagtail.models import Collection

from knowledge.media.models import CustomImage

pytestmark = pytest.mark.django_db


def png(width: int = 64, height: int = 64) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims, and would unpack to, a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * min(height, 2000)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def upload(client: Client, content: bytes, **fields: str) -> tuple[int, str]:
    file = io.BytesIO(content)
    file.name = fields.pop("name", "pump.png")
    data = {"title": "Pump", "description": "A pump", "credit": "NWSC", "file": file}
    data["collection"] = Collection.objects.get(depth=1).pk
    response = client.post("/admin/images/add/", {**data, **fields})
    return response.status_code, response.content.decode()


def test_an_image_with_its_description_is_taken(editor_client: Client) -> None:
    assert upload(editor_client, png())[0] == 302
    assert CustomImage.objects.get(title="Pump").credit == "NWSC"


def test_an_image_without_a_description_is_refused_and_what_was_typed_is_kept(editor_client: Client) -> None:
    status, html = upload(editor_client, png(), description="")
    assert status == 200
    assert "This field is required" in html
    assert 'value="NWSC"' in html
    assert not CustomImage.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.png"),
        (b"just words", "words.png"),
        (png()[:40], "cut.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "drawing.svg"),
        (bomb(20_000, 10_000), "bomb.png"),
    ],
    ids=["empty", "words", "cut", "svg", "200 megapixels"],
)
def test_what_is_no_usable_picture_is_refused_with_a_message(editor_client: Client, content: bytes, name: str) -> None:
    status, html = upload(editor_client, content, name=name)
    assert status == 200
    assert "error-message" in html
    assert not CustomImage.objects.exists()
