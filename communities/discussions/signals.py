"""When a file is nobody's any more."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import PostFile


@receiver(post_delete, sender=PostFile)
def drop_stored(instance: PostFile, **kwargs: Any) -> None:
    """From the disk too, when nobody can come back to it any more."""
    for stored in filter(None, (instance.file, instance.thumbnail)):
        transaction.on_commit(partial(stored.storage.delete, str(stored)))
