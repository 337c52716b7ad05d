"""A picture as the site keeps and serves it: upright, without the place where it was taken or the camera's number."""

import io
from typing import Any

from django.core.files import File
from PIL import Image, ImageOps
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

# Where formats keep what is known of a picture besides the picture.
TELLTALE = {"exif", "xmp", "photoshop", "comment", "XML:com.adobe.xmp", "Raw profile type exif"}
QUALITY = {"JPEG": 92, "WEBP": 92, "AVIF": 85}


class CleanImageFieldFile(WagtailImageFieldFile):
    """Whatever way a picture comes in, it is stored clean."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        clean = without_metadata(content)
        super().save(name, clean, save=save)
        if clean is not content:  # what was measured when it came was the file as it was
            self.instance.file_size = self.size


class CleanImageField(WagtailImageField):
    attr_class = CleanImageFieldFile


def without_metadata(content: File) -> File:
    """The same picture turned upright and without metadata; the file itself where it has none."""
    content.seek(0)
    image = Image.open(content)
    image.load()  # some formats keep their metadata behind the picture
    if image.format != "MPO" and not TELLTALE & image.info.keys() and not image.getexif():
        content.seek(0)
        return content
    form = "JPEG" if image.format == "MPO" else str(image.format)
    is_animated = form != "JPEG" and getattr(image, "n_frames", 1) > 1
    if not is_animated:
        ImageOps.exif_transpose(image, in_place=True)
    profile = image.info.get("icc_profile")
    for name in TELLTALE:
        image.info.pop(name, None)
    options: dict[str, Any] = {"save_all": True} if is_animated else {}
    if form in QUALITY:
        options["quality"] = QUALITY[form]
    file = io.BytesIO()
    image.save(file, form, icc_profile=profile, exif=b"", **options)
    return File(file, name=content.name)
