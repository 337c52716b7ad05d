"""A picture says what it shows; what is no picture, or far too large a one, is refused kindly and leaves nothing."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from PIL import Image, ImageFile
from wagtail.models import Collection, UploadedFile

from communities.people.models import User
from knowledge.media.models import CustomImage
from tests.pictures import animation, bomb, picture

pytestmark = pytest.mark.django_db

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
NO_PICTURE = "Upload a valid image."
TOO_MANY = "megapixels"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def name_of(form: str) -> str:
    return f"pump.{form.lower()}"


def hidden_in(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def upload(client: Client, content: bytes, name: str = "pump.png", **fields: str) -> tuple[int, str]:
    data = {"title": "Pump", "description": "A pump", "credit": "NWSC", "file": hidden_in(content, name)}
    data["collection"] = Collection.objects.get(depth=1).pk
    response = client.post("/admin/images/add/", {**data, **fields})
    return response.status_code, response.content.decode()


def drop(client: Client, content: bytes, name: str) -> dict[str, Any]:
    """What the page for many files is answered."""
    data = {"title": name, "files[]": hidden_in(content, name), "collection": Collection.get_first_root_node().pk}
    response = client.post("/admin/images/multiple/add/", data)
    assert response.status_code == 200
    return response.json()


def files() -> set[Path]:
    return {path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def refused(client: Client, content: bytes, name: str) -> tuple[str, str]:
    """The messages of both forms for a file that must leave neither a row nor a file behind."""
    before = files()
    status, html = upload(client, content, name)
    assert status == 200
    assert "error-message" in html
    assert 'value="NWSC"' in html, "what was typed is kept"
    answer = drop(client, content, name)
    assert not answer["success"]
    assert not CustomImage.objects.exists()
    assert not UploadedFile.objects.exists()
    assert files() == before
    return html, answer["error_message"]


def test_an_image_with_its_description_is_taken(editor_client: Client) -> None:
    assert upload(editor_client, picture())[0] == 302
    assert CustomImage.objects.get(title="Pump").credit == "NWSC"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_that_is_named_is_taken(editor_client: Client, form: str) -> None:
    assert upload(editor_client, picture(form), name_of(form))[0] == 302
    assert drop(editor_client, picture(form), name_of(form))["success"]


def test_an_image_without_a_description_is_refused_and_what_was_typed_is_kept(editor_client: Client) -> None:
    status, html = upload(editor_client, picture(), description="")
    assert status == 200
    assert "This field is required" in html
    assert 'value="NWSC"' in html
    assert not CustomImage.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param(b"", "empty.png", "empty", id="empty"),
        pytest.param(b"just words", "words.png", NO_PICTURE, id="words"),
        pytest.param(picture()[:40], "cut.png", NO_PICTURE, id="cut in its first bytes"),
        pytest.param(SVG, "drawing.svg", "Not a supported image format", id="svg"),
        pytest.param(SVG, "drawing.png", NO_PICTURE, id="svg under another name"),
        pytest.param(picture("JPEG"), "lying.png", "does not match the file format", id="another format"),
        pytest.param(picture("TIFF"), "scan.jpg", NO_PICTURE, id="a format that is not taken"),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_a_message(
    editor_client: Client, content: bytes, name: str, message: str
) -> None:
    assert all(message in said for said in refused(editor_client, content, name))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF", "GIF"])
def test_a_picture_that_breaks_off_is_refused(editor_client: Client, form: str) -> None:
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    whole = io.BytesIO()
    noise.save(whole, form)
    content = whole.getvalue()
    assert all(NO_PICTURE in said for said in refused(editor_client, content[: len(content) // 2], name_of(form)))


@pytest.mark.parametrize("size", [(20_000, 10_000), (15_000, 10_000), (10_000, 6_001)], ids=["200 MP", "150 MP", "61"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_unpacked(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch, form: str, size: tuple[int, int]
) -> None:
    def unpack(self: ImageFile.ImageFile) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpack)
    width = min(size[0], 16_000) if form == "WEBP" else size[0]  # the format knows no wider ones
    assert all(TOO_MANY in said for said in refused(editor_client, bomb(form, width, size[1]), name_of(form)))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_the_frames_of_an_animation_count(editor_client: Client, settings: Any, form: str) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    content = animation(form, (200, 100), 51)
    assert all("2 megapixels" in said for said in refused(editor_client, content, name_of(form)))


def test_a_file_that_is_too_large_is_not_even_opened(
    editor_client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 3_000_000  # more than is kept in memory
    monkeypatch.setattr(Image, "open", lambda *args, **kwargs: pytest.fail("opened"))
    monkeypatch.setattr("willow.Image.open", lambda *args, **kwargs: pytest.fail("opened"))
    assert all("too big" in said for said in refused(editor_client, bytes(3_000_001), "zeros.png"))


def test_the_message_is_in_the_editors_language(editor_client: Client, editor: User) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(editor)
    profile.preferred_language = "ru"
    profile.save()
    said = refused(editor_client, bomb("JPEG", 15_000, 10_000), "pump.jpeg")
    assert all("мегапикс" in text and "150" in text for text in said)
