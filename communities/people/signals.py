from collections.abc import Collection
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.signals import post_save
from django.dispatch import receiver

from . import services
from .models import User


@receiver(post_save, sender=User)
def forget_former_address(instance: User, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """An address that an administrator took from an account opens it no more."""
    if update_fields is not None and "email" not in update_fields:
        return
    if EmailAddress.objects.filter(user=instance, primary=True).exclude(email__iexact=instance.email).exists():
        services.keep_address(user=instance)
