"""Whatever readers could see changes the generation, when its transaction is through."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from knowledge.translation.signals import texts_checked
from search.signals import is_ours
from search.sync import drained

from .generation import renew_after_commit

OF_WAGTAIL = (Collection, CollectionViewRestriction, Locale, PageViewRestriction, Redirect, Site)


@receiver([post_save, post_delete])
def renew_on_change(
    sender: type[models.Model], raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    if not raw and update_fields != {"last_login"} and (is_ours(sender) or sender in OF_WAGTAIL):
        renew_after_commit()


@receiver(m2m_changed)
def renew_on_relation(instance: models.Model, **kwargs: Any) -> None:
    if is_ours(type(instance)):
        renew_after_commit()


@receiver([page_published, page_unpublished, post_page_move, drained, texts_checked])
def renew_on_publication(**kwargs: Any) -> None:
    renew_after_commit()
