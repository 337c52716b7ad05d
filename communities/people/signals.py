from collections.abc import Collection
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import user_logged_in
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.models import ModelLogEntry

from search.keys import key_of
from search.marks import mark
from search.models import SearchEntry

from . import services
from .models import Profile, User
from .terms import language_of_terms

SIGNED_IN = {"last_login"}


@receiver(post_save, sender=User)
def forget_former_address(instance: User, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """An address that an administrator took from an account opens it no more."""
    if update_fields is not None and "email" not in update_fields:
        return
    if EmailAddress.objects.filter(user=instance, primary=True).exclude(email__iexact=instance.email).exists():
        services.keep_address(user=instance)


@receiver(post_save, sender=User)
def keep_profile(
    instance: User, created: bool, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """Every account has a profile, and search hears of a new name, a suspension and of who came for the first time."""
    if raw:
        return
    if created:
        Profile.objects.create(user=instance)
    elif update_fields != SIGNED_IN or not SearchEntry.objects.of_key(key_of(instance.profile)).exists():
        mark(instance.profile)


@receiver(user_logged_in)
def keep_consent(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """allauth's own signal: it comes from the doors, each of which shows what one agrees to, and from nowhere else."""
    services.agree(user=user, language=language_of_terms(request))


@receiver(pre_delete, sender=User)
def leave_no_traces(instance: User, **kwargs: Any) -> None:
    """Sessions hold what somebody was typing, and the editor's log calls an account by its name or address."""
    for session in UserSession.objects.filter(user=instance):
        session.end()
    ModelLogEntry.objects.for_instance(instance).update(label=f"user {instance.pk}")


@receiver(pre_save, sender=Profile)
def drop_replaced_photo(instance: Profile, raw: bool = False, **kwargs: Any) -> None:
    old = None if raw else Profile.objects.filter(pk=instance.pk).first()
    if old and old.photo != instance.photo:
        _drop(old)


@receiver(post_delete, sender=Profile)
def drop_photo_with_profile(instance: Profile, **kwargs: Any) -> None:
    _drop(instance)


def _drop(profile: Profile) -> None:
    """When nobody can come back to it any more."""
    name, storage = profile.photo.name, profile.photo.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))
