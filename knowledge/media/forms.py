import os
import warnings
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

MEGA = 1_000_000
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")  # of WAGTAILIMAGES_EXTENSIONS, as Pillow calls them


class PictureField(WagtailImageField):
    """Looks at size, name and header first: Wagtail's own checks unpack a file before they measure it."""

    default_error_messages = {
        "too_many_pixels": _(
            "This picture has %(count)s megapixels, the most that can be taken are %(limit)s. "
            "Save it smaller, then upload it again."
        ),
        "far_too_many_pixels": _(
            "This picture has far too many pixels, the most that can be taken are %(limit)s megapixels. "
            "Save it smaller, then upload it again."
        ),
    }

    def to_python(self, data: Any) -> Any:
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        if os.path.splitext(str(file.name))[1][1:].lower() not in self.allowed_image_extensions:
            raise self._refusal("invalid_image_extension")
        self.check_header(file)
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:  # whatever a damaged file does to a decoder, it is one thing: no usable picture
            raise self._refusal("invalid_image") from error

    def check_header(self, file: File) -> None:
        """Refuse what would unpack to more pixels than we take, all frames of an animation counted."""
        try:
            pixels = pixels_of(file)
        except Image.DecompressionBombError as error:
            raise self._refusal("far_too_many_pixels") from error
        except Exception as error:
            raise self._refusal("invalid_image") from error
        if pixels > self.max_image_pixels:
            raise self._refusal("too_many_pixels", count=-(-pixels // MEGA))

    def _refusal(self, code: str, **facts: Any) -> ValidationError:
        limit = self.max_image_pixels // MEGA
        return ValidationError(self.error_messages[code], code=code, params={"limit": limit, **facts})


def pixels_of(file: File) -> int:
    """How many pixels a file says it has; reads its header, or the headers of its frames, and unpacks nothing."""
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
        image = Image.open(file, formats=FORMATS)
    # A camera's JPEG may carry previews as further pictures (MPO); they are never unpacked.
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    file.seek(0)
    return image.width * image.height * frames


class ImageForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:  # Wagtail makes it in a callback of its own, and leaves it out where it has come before
            self.fields["file"] = PictureField(label=field.label, required=field.required, widget=field.widget)
