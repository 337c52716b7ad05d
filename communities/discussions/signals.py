"""When a file is nobody's any more, when somebody's account goes, and who wants no more mails."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from communities.notifications.services import mails_stopped
from communities.people.models import User

from .erasing import erase_name
from .models import Follow, PostFile


@receiver(post_delete, sender=PostFile)
def drop_stored(instance: PostFile, **kwargs: Any) -> None:
    """From the disk too, when nobody can come back to it any more."""
    for stored in filter(None, (instance.file, instance.thumbnail)):
        transaction.on_commit(partial(stored.storage.delete, str(stored)))


@receiver(pre_delete, sender=User)
def leave_no_name(instance: User, **kwargs: Any) -> None:
    erase_name(instance)


@receiver(mails_stopped)
def forget_choices_of_threads(user: User, kinds: list[str], **kwargs: Any) -> None:
    if "reply" in kinds:
        Follow.objects.filter(user=user).update(frequency="")
