"""Many files dropped at once are checked like one: a picture says what it shows, a PDF is one."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from wagtail.models import Collection, UploadedFile

from knowledge.media.models import CustomDocument, CustomImage
from tests.commits import committed
from tests.factories import pdf

pytestmark = pytest.mark.django_db


def picture(width: int = 64, height: int = 64, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("1" if width * height > 10**6 else "RGB", (width, height)).save(buffer, kind)
    return buffer.getvalue()


def drop(client: Client, where: str, content: bytes, name: str) -> Any:
    """Drop a file on the page for many; returns the answer its script reads."""
    file = io.BytesIO(content)
    file.name = name
    data = {"title": name, "files[]": file, "collection": Collection.get_first_root_node().pk}
    with committed():
        response = client.post(f"/admin/{where}/multiple/add/", data)
    assert response.status_code == 200
    return response.json()


def test_a_dropped_picture_waits_until_somebody_says_what_it_shows(editor_client: Client) -> None:
    answer = drop(editor_client, "images", picture(), "pump.png")
    assert answer["success"]
    assert not CustomImage.objects.exists()
    waiting = UploadedFile.objects.get()
    url, prefix = f"/admin/images/multiple/create_from_uploaded_image/{waiting.pk}/", f"uploaded-image-{waiting.pk}"
    said = {
        f"{prefix}-title": "Pump",
        f"{prefix}-collection": Collection.get_first_root_node().pk,
        f"{prefix}-tags": "",
    }
    refused = editor_client.post(url, said | {f"{prefix}-credit": "NWSC"}).json()
    assert not refused["success"]
    assert "This field is required" in refused["form"]
    assert 'value="NWSC"' in refused["form"], "what was typed is kept"
    assert not CustomImage.objects.exists()
    assert editor_client.post(url, said | {f"{prefix}-description": "A pump in a well"}).json()["success"]
    assert CustomImage.objects.get().description == "A pump in a well"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(b"", "empty.png", id="empty"),
        pytest.param(b"only words", "words.png", id="words"),
        pytest.param(b"<html><script>alert(1)</script></html>", "page.jpg", id="html"),
        pytest.param(picture()[:40], "cut.png", id="cut"),
        pytest.param(picture(kind="JPEG"), "lying.png", id="another format"),
        pytest.param(picture(10_000, 6_001), "large.png", id="more than 60 megapixels"),
        pytest.param(picture(10_000, 20_000), "bomb.png", id="200 megapixels"),
    ],
)
def test_a_dropped_file_that_is_no_usable_picture_is_refused_with_a_message(
    editor_client: Client, content: bytes, name: str
) -> None:
    answer = drop(editor_client, "images", content, name)
    assert not answer["success"]
    assert answer["error_message"]
    assert not CustomImage.objects.exists()
    assert not UploadedFile.objects.exists()


def test_the_largest_picture_allowed_is_taken(editor_client: Client) -> None:
    assert drop(editor_client, "images", picture(10_000, 6_000), "large.png")["success"]


def test_a_dropped_document_is_read_once_its_language_is_given(editor_client: Client) -> None:
    assert drop(editor_client, "documents", pdf(["A pump"]), "manual.pdf")["success"]
    waiting = UploadedFile.objects.get()
    prefix = f"uploaded-document-{waiting.pk}"
    said = {"title": "Manual", "language": "fr", "collection": Collection.get_first_root_node().pk, "tags": ""}
    with committed():
        answer = editor_client.post(
            f"/admin/documents/multiple/create_from_uploaded_document/{waiting.pk}/",
            {f"{prefix}-{name}": value for name, value in said.items()},
        ).json()
    assert answer["success"]
    document = CustomDocument.objects.get()
    assert (document.reading, document.language) == ("read", "fr")


@pytest.mark.parametrize(
    ("content", "name"), [(b"<html>no pdf</html>", "page.pdf"), (b"", "empty.pdf"), (b"MZ", "a.exe")]
)
def test_a_dropped_document_that_is_not_what_it_says_is_refused(
    editor_client: Client, content: bytes, name: str
) -> None:
    answer = drop(editor_client, "documents", content, name)
    assert not answer["success"]
    assert answer["error_message"]
    assert not CustomDocument.objects.exists()
    assert not UploadedFile.objects.exists()
