from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from .following import follow, is_source


@receiver(page_published)
def follow_published_source(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if is_source(instance):
        follow(page=instance)
