"""Pictures as readers get them: upright, without the place they were taken at, in sizes that the worker made."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageCms
from wagtail.models import Collection, UploadedFile

from home.models import HomePage, StandardPage
from knowledge.media.models import CustomImage, CustomRendition
from knowledge.media.renditions import IN_THE_EDITOR, photo_filters
from tests.commits import committed
from tests.factories import case_study
from tests.pictures import GPS, MAKER, animation, camera_picture, picture

pytestmark = pytest.mark.django_db

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")


def image_of(content: bytes, name: str = "pump.jpeg", **fields: Any) -> CustomImage:
    said = {"title": "Pump", "description": "A pump in a well"} | fields
    return CustomImage.objects.create(file=ContentFile(content, name), **said)


def large() -> bytes:
    return picture("JPEG", (1400, 1050))


@pytest.fixture
def slow_worker(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tasks wait in their queue until `work()`."""
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS_MODE = "worker"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    yield
    cache.clear()


def work() -> None:
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def told(file: Any) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_camera_knows_is_kept_by_nobody_and_the_picture_stands_upright(form: str) -> None:
    with committed():
        image = image_of(camera_picture(form), f"pump.{form.lower()}")
    assert (image.width, image.height) == (200, 300)
    assert image.file_size == image.file.size
    served = [image.file, *(rendition.file for rendition in image.renditions.all())]
    assert len(served) == 1 + len(photo_filters(image)) + len(IN_THE_EDITOR)
    for file in served:
        content = told(file)
        with Image.open(io.BytesIO(content)) as opened:
            assert opened.width < opened.height
            assert not opened.getexif().get_ifd(GPS)
        assert not re.search(rb"GPSLatitude|Camera 4711", content)


def test_a_dropped_picture_is_cleaned_too_and_cannot_be_read_while_it_waits(editor_client: Client) -> None:
    file = io.BytesIO(camera_picture("JPEG"))
    file.name = "pump.jpeg"
    collection = Collection.get_first_root_node().pk
    editor_client.post("/admin/images/multiple/add/", {"title": "Pump", "files[]": file, "collection": collection})
    waiting = UploadedFile.objects.get()
    assert editor_client.get(waiting.file.url).status_code == 404
    said = {"title": "Pump", "description": "A pump", "collection": collection, "tags": "", "credit": ""}
    prefix = f"uploaded-image-{waiting.pk}"
    answer = editor_client.post(
        f"/admin/images/multiple/create_from_uploaded_image/{waiting.pk}/",
        {f"{prefix}-{name}": value for name, value in said.items()},
    )
    assert answer.json()["success"]
    original = CustomImage.objects.get().file
    assert Client().get(original.url).status_code == 200
    assert b"Camera 4711" not in told(original)


def test_a_picture_without_metadata_stays_as_it_is_byte_for_byte() -> None:
    content = picture("JPEG", (300, 200), quality=40)
    assert told(image_of(content).file) == content


def test_colours_and_movement_outlive_the_cleaning() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    coloured = image_of(camera_picture("JPEG", icc_profile=profile))
    assert Image.open(io.BytesIO(told(coloured.file))).info["icc_profile"] == profile
    exif = Image.Exif()
    exif[MAKER] = "Camera 4711"
    kept = told(image_of(animation("WEBP", (40, 30), 3, exif=exif.tobytes()), "moving.webp").file)
    assert Image.open(io.BytesIO(kept)).n_frames == 3
    assert b"Camera 4711" not in kept


def test_an_upload_makes_all_that_templates_and_the_editor_use() -> None:
    with committed():
        image = image_of(large())
    specs = set(image.renditions.values_list("filter_spec", flat=True))
    assert specs == {each.spec for each in photo_filters(image)} | set(IN_THE_EDITOR)
    assert {rendition.width for rendition in image.renditions.filter(filter_spec__contains="avif")} == {
        400,
        700,
        1000,
        1344,
    }


def test_a_small_picture_is_not_kept_several_times_in_the_same_size() -> None:
    with committed():
        image = image_of(picture("JPEG", (640, 480)))
    widths = list(image.renditions.filter(filter_spec__contains="webp").values_list("width", flat=True))
    assert sorted(widths) == [400, 640]


def test_a_replaced_picture_gets_renditions_of_the_new_one(editor_client: Client) -> None:
    with committed():
        image = image_of(large())
    old = set(image.renditions.values_list("file", flat=True))
    file = io.BytesIO(picture("JPEG", (600, 800)))
    file.name = "other.jpeg"
    said = {"title": "Pump", "description": "A pump", "credit": "", "tags": "", "file": file}
    with committed():
        response = editor_client.post(
            f"/admin/images/{image.pk}/", said | {"collection": Collection.get_first_root_node().pk}
        )
    assert response.status_code == 302
    image = CustomImage.objects.get()
    assert all(rendition.height > rendition.width for rendition in image.renditions.all())
    assert image.renditions.count() == len(photo_filters(image)) + len(IN_THE_EDITOR)
    for name in old:
        assert not Path(django_settings.MEDIA_ROOT, name).exists()


def test_a_readers_request_makes_nothing_and_the_picture_is_there_once_the_worker_was(
    slow_worker: None, client: Client, settings: Any
) -> None:
    settings.PAGE_CACHE_SECONDS = 600  # pages without their picture must not be kept for long
    image = image_of(large())  # nobody was told: as after an upgrade with other sizes
    case_study(image=image)
    DBTaskResult.objects.all().delete()
    for _reader in range(3):
        html = client.get("/en/library/sluice-gates/").content.decode()
        assert "<picture" not in html
        assert "<figure" not in html
    assert not CustomRendition.objects.exists()
    assert DBTaskResult.objects.count() == 1, "three readers ask the worker once"
    with committed():
        work()
    assert "<picture" in client.get("/en/library/sluice-gates/").content.decode()


def test_publishing_a_page_has_the_worker_make_what_its_images_lack(slow_worker: None) -> None:
    image, other = image_of(large()), image_of(large(), title="Valve")
    with committed():
        page = case_study(image=image)
        home = HomePage.objects.get(locale__language_code="en")
        block = {"image": other, "alt": "", "caption": ""}
        about = StandardPage(title="Valves", slug="valves", body=[("image", block)])
        home.add_child(instance=about)
        about.save_revision().publish()
    assert page.live
    assert not CustomRendition.objects.exists(), "not while the editor waits"
    work()
    for each in (image, other):
        assert each.renditions.count() == len(photo_filters(each)) + len(IN_THE_EDITOR)


def test_an_item_shows_its_picture_first_in_sizes_that_fit(client: Client) -> None:
    with committed():
        case_study(image=image_of(large()), image_alt="A pump, in English")
    html = client.get("/en/library/sluice-gates/").content.decode()
    shown = re.search(r"<picture>.*?</picture>", html, re.S)
    assert shown
    assert re.findall(r'type="(image/\w+)"', shown[0]) == ["image/avif"]
    assert re.findall(r"\.webp (\d+)w", shown[0]) == ["700", "400", "1000", "1344"]
    assert re.findall(r"\.avif (\d+)w", shown[0]) == ["700", "400", "1000", "1344"]
    assert re.findall(r'(width|height)="(\d+)"', shown[0]) == [("height", "525"), ("width", "700")]
    assert 'alt="A pump, in English"' in shown[0]
    assert 'fetchpriority="high"' in shown[0]
    assert "lazy" not in shown[0]
    assert shown[0].count("sizes=") == 2


def test_pictures_further_down_are_lazy_say_what_they_show_and_cost_no_query_each(client: Client) -> None:
    home = HomePage.objects.get(locale__language_code="en")

    def cost(slug: str, count: int) -> tuple[int, str]:
        with committed():
            shown = [image_of(large(), title=f"{slug} {number}") for number in range(count)]
            blocks = [("image", {"image": each, "alt": "", "caption": "Seen"}) for each in shown]
            page = StandardPage(title=slug, slug=slug, body=blocks)
            home.add_child(instance=page)
            page.save_revision().publish()
        client.get(f"/en/{slug}/")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            html = client.get(f"/en/{slug}/").content.decode()
        return len(queries), html

    few, _html = cost("one", 1)
    many, html = cost("three", 3)
    assert many == few
    assert html.count('alt="A pump in a well"') == 3
    assert html.count('loading="lazy"') == 2
    assert html.count('fetchpriority="high"') == 1, "the first opens the page"
