from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from .models import CustomDocument, CustomImage
from .services import remove_thumbnail
from .tasks import draw_share_images, make_image_renditions, make_page_renditions, read_document_text


@receiver(post_save, sender=CustomDocument)
def read_new_file(instance: CustomDocument, raw: bool, **kwargs: Any) -> None:
    """Have the worker read a file that is new or was replaced."""
    if raw or (instance.file_hash and instance.file_hash == instance.read_hash):
        return
    transaction.on_commit(partial(read_document_text.enqueue, instance.pk))


@receiver(post_save, sender=CustomImage)
def size_new_image(instance: CustomImage, raw: bool, **kwargs: Any) -> None:
    """Have the worker make what is missing: all of it where the file is new, else nothing."""
    if not raw:
        transaction.on_commit(partial(make_image_renditions.enqueue, instance.pk))


@receiver(post_delete, sender=CustomDocument)
def remove_picture(instance: CustomDocument, **kwargs: Any) -> None:
    """Wagtail removes the file itself; its first page must not stay behind."""
    remove_thumbnail(instance.thumbnail.name)


@receiver(page_published)
def size_images_of_page(instance: Page, **kwargs: Any) -> None:
    """Images may be older than a size that templates use now."""
    transaction.on_commit(partial(make_page_renditions.enqueue, instance.pk))


@receiver(page_published)
def draw_share_image(instance: Page, **kwargs: Any) -> None:
    """Have the worker draw it; without a worker it is drawn when somebody first asks for it."""
    if settings.TASKS_MODE == "worker" and not instance.alias_of_id and hasattr(instance, "share_card"):
        transaction.on_commit(partial(draw_share_images.enqueue, instance.locale.language_code, instance.slug))
