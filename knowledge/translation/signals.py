from typing import Any

from django.dispatch import Signal, receiver
from wagtail.models import Page
from wagtail.signals import page_published

from .following import follow, is_source

texts_checked = Signal()  # readers need not be told any more that a machine wrote them; sent with `translation`


@receiver(page_published)
def follow_published_source(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if is_source(instance):
        follow(page=instance)
