"""Whatever readers could see changes the generation, when its transaction is through."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from communities.discussions.models import Contribution
from communities.hubs.models import Date, Invitation, Membership
from communities.people.models import Profile, User
from knowledge.translation.signals import texts_checked
from search.signals import is_ours
from search.sync import drained

from .generation import renew_after_commit

# What people write to each other stands on no page that is kept, but for what search says of it: see LIVELY in the
# middleware.
WRITTEN = ("discussions", "moderation", "notifications")
OF_HUBS = (Date, Invitation, Membership)
OF_WAGTAIL = (Collection, CollectionViewRestriction, Locale, PageViewRestriction, Redirect, Site)


@receiver([post_save, post_delete])
def renew_on_change(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    if raw or update_fields == {"last_login"}:
        return
    if _is_shown(instance) or sender in OF_WAGTAIL:
        renew_after_commit()


@receiver([pre_save, pre_delete], sender=User)
@receiver([pre_save, pre_delete], sender=Profile)
def renew_for_who_was_seen(
    instance: User | Profile, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """Who was seen by everybody until now may stand on pages that are kept."""
    if not raw and update_fields != {"last_login"} and _is_shown(instance):
        renew_after_commit()


@receiver(m2m_changed)
def renew_on_relation(instance: models.Model, **kwargs: Any) -> None:
    if _is_shown(instance):
        renew_after_commit()


@receiver([page_published, page_unpublished, post_page_move, texts_checked])
def renew_on_publication(**kwargs: Any) -> None:
    renew_after_commit()


@receiver(drained)
def renew_on_drain(keys: set[str], **kwargs: Any) -> None:
    if any(key.partition(".")[0] not in WRITTEN for key in keys):
        renew_after_commit()


def _is_shown(instance: models.Model) -> bool:
    """Whether pages that are kept may show it: of people, those who show themselves to everybody."""
    if not is_ours(type(instance)) or isinstance(instance, OF_HUBS):
        return False
    if isinstance(instance, User | Profile):
        user = instance.pk if isinstance(instance, User) else instance.user_id
        return Profile.objects.public().filter(user=user).exists()
    if isinstance(instance, Contribution):  # credits stand on pages of the library
        return True
    return instance._meta.app_label not in (*WRITTEN, "people")
