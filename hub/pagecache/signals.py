"""Whatever readers could see changes the generation, when its transaction is through."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from communities.hubs.models import Membership
from knowledge.translation.signals import texts_checked
from search.signals import is_ours
from search.sync import drained

from .generation import renew_after_commit

# What people write and who they are stands on no page that is kept, but for what search says of it: see LIVELY in
# the middleware.
OF_PEOPLE = ("discussions", "notifications", "people")
OF_WAGTAIL = (Collection, CollectionViewRestriction, Locale, PageViewRestriction, Redirect, Site)


@receiver([post_save, post_delete])
def renew_on_change(sender: type[models.Model], raw: bool = False, **kwargs: Any) -> None:
    if not raw and (_is_shown(sender) or sender in OF_WAGTAIL):
        renew_after_commit()


@receiver(m2m_changed)
def renew_on_relation(instance: models.Model, **kwargs: Any) -> None:
    if _is_shown(type(instance)):
        renew_after_commit()


@receiver([page_published, page_unpublished, post_page_move, texts_checked])
def renew_on_publication(**kwargs: Any) -> None:
    renew_after_commit()


@receiver(drained)
def renew_on_drain(keys: set[str], **kwargs: Any) -> None:
    if any(key.partition(".")[0] not in OF_PEOPLE for key in keys):
        renew_after_commit()


def _is_shown(model: type[models.Model]) -> bool:
    return is_ours(model) and model._meta.app_label not in OF_PEOPLE and model is not Membership
