from django import template
from wagtail.images.models import Picture

from ..models import CustomImage
from ..renditions import photo_of

register = template.Library()


@register.simple_tag
def photo(image: CustomImage | None, alt: str, is_first: bool = False) -> Picture | None:
    """A picture in the sizes and formats that fit; `is_first` for the one that is seen as the page opens."""
    return photo_of(image, alt, is_first=is_first) if image else None
