from typing import Any

from django.core.exceptions import ValidationError
from PIL import UnidentifiedImageError
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Refuses a picture that breaks off in its first bytes with a message, where Wagtail's own field fails."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:
            check_pixels = field.check_image_pixel_size

            def check_readable_pixels(file: Any) -> None:
                try:
                    check_pixels(file)
                except (UnidentifiedImageError, OSError, SyntaxError) as error:
                    raise ValidationError(field.error_messages["invalid_image"], code="invalid_image") from error

            field.check_image_pixel_size = check_readable_pixels
