"""A person's picture: a small square without anything that the camera wrote into it."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from knowledge.media.forms import FORMATS, MEGA, PictureField

SIDE = 320  # pixels: twice the largest size it is shown in
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40 * MEGA
QUALITY = 82


class PhotoField(PictureField):
    """What the library takes for a picture, but smaller."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_upload_size, self.max_image_pixels = MOST_BYTES, MOST_PIXELS
        self.max_upload_size_text = filesizeformat(MOST_BYTES)
        self.help_text = _("JPEG, PNG, WebP, AVIF or GIF, up to 5 MB. Only a small square from its middle is kept.")


def portrait(file: UploadedFile) -> ContentFile:
    """The middle of a picture, upright, as a square WebP without metadata."""
    file.seek(0)
    image: Image.Image = Image.open(file, formats=FORMATS)
    image.draft("RGB", (SIDE * 2, SIDE * 2))  # a camera's JPEG is unpacked no larger than needed
    upright = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "RGB")
    buffer = io.BytesIO()
    ImageOps.fit(upright, (SIDE, SIDE)).save(buffer, "WEBP", quality=QUALITY)
    return ContentFile(buffer.getvalue(), "photo.webp")
