"""Slugs and places are the same in every language: when the source's changes, its translations follow.

wagtail-localize keeps contents in step, when a translator asks for it; an address cannot wait for that, or the
switcher would lead nowhere. Old addresses go on working through Wagtail's automatic redirects, in every language.
"""

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

logger = logging.getLogger(__name__)


@receiver(page_slug_changed)
@transaction.atomic
def follow_slug(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    for translation in instance.get_translations().exclude(slug=instance.slug).specific():
        if Page.objects.sibling_of(translation).filter(slug=instance.slug).exists():
            logger.warning("%s keeps its slug: %s is taken there", translation.url_path, instance.slug)
            continue
        before = type(translation).objects.get(pk=translation.pk)
        translation.slug = instance.slug
        translation.save()
        _keep_in_draft(translation)
        page_slug_changed.send(sender=type(translation), instance=translation, instance_before=before)


@receiver(post_page_move)
@transaction.atomic
def follow_move(sender: type[Page], instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    if instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    for translation in instance.get_translations():
        target = parent_page_after.get_translation_or_none(translation.locale)
        if target is None or translation.is_child_of(target):
            continue
        if Page._slug_is_available(translation.slug, target, translation):
            translation.move(target, pos="last-child")
        else:  # the editor is told before she moves it; this is for whatever else moves pages
            logger.warning("%s stays where it is: its slug is taken in the new place", translation.url_path)


def taken_in(page: Page, target: Page) -> list[Page]:
    """The translations that could not follow `page` to `target`: another page has their slug there."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return []
    blocked = []
    for translation in page.get_translations():
        place = target.get_translation_or_none(translation.locale)
        if place and not Page._slug_is_available(translation.slug, place, translation):
            blocked.append(translation)
    return blocked


@receiver(page_unpublished)
@transaction.atomic
def follow_unpublishing(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """What is taken down, has expired or is deleted is so in every language."""
    if instance.locale.language_code == settings.LANGUAGE_CODE:
        for translation in instance.get_translations().live().specific():
            translation.unpublish()


def _keep_in_draft(page: Page) -> None:
    """A draft that is published later must not bring the old slug back."""
    revision = page.latest_revision
    if revision:
        revision.content["slug"] = page.slug
        revision.save(update_fields=["content"])
