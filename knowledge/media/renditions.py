"""The sizes and formats that pictures are served in: one list for the templates and for the worker."""

import logging

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import QuerySet
from wagtail.images.models import Filter, Picture, SourceImageIOError
from wagtail.models import Page, ReferenceIndex

from .models import CustomImage

logger = logging.getLogger(__name__)

# The column of text is 672 px wide, on screens with two dots to a pixel 1344. The first is for browsers that cannot
# choose.
WIDTHS = (700, 400, 1000, 1344)
FORMATS = ("avif", "webp")
SIZES = "(min-width: 46em) 42em, calc(100vw - 2.25rem)"
IN_THE_EDITOR = ("max-165x165", "max-800x600")  # Wagtail's own lists, choosers and forms

SECONDS_BETWEEN_REMINDERS = 60


def photo_filters(image: CustomImage) -> list[Filter]:
    """Every size up to the picture's own, which is not enlarged, in every format."""
    enough = min((width for width in WIDTHS if width >= image.width), default=max(WIDTHS))
    return [Filter(f"width-{width}|format-{form}") for form in FORMATS for width in WIDTHS if width <= enough]


def images_on(page: Page) -> QuerySet[CustomImage]:
    """The images that a page or its blocks show."""
    own = ContentType.objects.get_for_model(CustomImage)
    shown = ReferenceIndex.get_references_for_object(page).filter(to_content_type=own)
    return CustomImage.objects.filter(pk__in=[int(key) for key in shown.values_list("to_object_id", flat=True)])


def make_renditions(image: CustomImage) -> int:
    """Make what templates use and is not there yet; returns how many renditions that is in all.

    One after the other: Wagtail's `get_renditions` would unpack a large picture several times side by side.
    """
    filters = [*photo_filters(image), *map(Filter, IN_THE_EDITOR)]
    try:
        return len([image.get_rendition(each) for each in filters])
    except SourceImageIOError:
        logger.warning("The file of image %s is missing", image.pk)
        return 0


def photo_of(image: CustomImage, alt: str, *, is_first: bool = False) -> Picture | None:
    """The picture for a page, or None while the worker has not made any of its renditions."""
    filters = photo_filters(image)
    found = image.find_existing_renditions(*filters)
    if len(found) < len(filters):
        found = _missed(image, filters) or found
    shown = {each.spec: found[each] for each in filters if each in found}
    urgency = {"fetchpriority": "high"} if is_first else {"loading": "lazy", "decoding": "async"}
    return Picture(shown, {"alt": alt, "sizes": SIZES, **urgency}) if shown else None


def _missed(image: CustomImage, filters: list[Filter]) -> dict[Filter, object]:
    """Have the worker make them: no reader waits for a large picture. Without a worker somebody has to."""
    if settings.TASKS_MODE == "worker":
        from .tasks import make_image_renditions

        if cache.add(f"renditions-missed:{image.pk}", True, SECONDS_BETWEEN_REMINDERS):
            make_image_renditions.enqueue(image.pk)
        return {}
    make_renditions(image)
    return image.find_existing_renditions(*filters)
