"""Pictures in posts: drawn anew, so that nothing is in them but what one sees, in a size that fits a page."""

import io

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from knowledge.media.forms import FORMATS, MEGA, PictureField

from .models import PostFile

SIDE, THUMBNAIL_SIDE = 1_920, 320  # pixels at most
MOST_PIXELS = 40 * MEGA
QUALITY = 82


class PostPictureField(PictureField):
    """What the library takes for a picture, but smaller."""

    def __init__(self) -> None:
        super().__init__()
        self.max_upload_size, self.max_image_pixels = settings.POST_FILE_MAX_SIZE, MOST_PIXELS
        self.max_upload_size_text = filesizeformat(self.max_upload_size)


def picture_of(file: UploadedFile, name: str) -> PostFile:
    """An unsaved file of a post: the picture upright, as WebP without metadata, with its thumbnail.

    Raises:
        ValidationError: it is none, or a damaged or a far too large one.
    """
    PostPictureField().clean(file)
    file.seek(0)
    try:
        image: Image.Image = Image.open(file, formats=FORMATS)
        image.draft("RGB", (SIDE, SIDE))  # a camera's JPEG is unpacked no larger than needed
        upright = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError) as error:  # what only shows when all of it is unpacked
        raise ValidationError(_("This picture cannot be read. Save it anew, then upload it again.")) from error
    whole = _webp(upright, SIDE)
    small = _webp(upright, THUMBNAIL_SIDE)  # the same object, smaller now
    return PostFile(
        name=f"{name}.webp",
        file=whole,
        thumbnail=small,
        width=upright.width,
        height=upright.height,
        size=whole.size,
    )


def _webp(image: Image.Image, side: int) -> ContentFile:
    """`image` is shrunk in its place, and never made larger."""
    image.thumbnail((side, side))
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY)
    return ContentFile(buffer.getvalue(), "picture.webp")
