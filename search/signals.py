"""Everything that changes what search should say leaves a mark: save, delete, publish, move, restriction, m2m."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from modelcluster.fields import ParentalKey
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .keys import is_searchable, key_of
from .marks import mark, mark_dependants, mark_keys
from .models import SearchDependency, SearchEntry, SearchMark

OWN_PACKAGES = ("home", "communities", "knowledge", "search")
BOOKKEEPING = (SearchEntry, SearchDependency, SearchMark)


@receiver([post_save, post_delete])
def mark_change(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if raw or not is_ours(sender):
        return
    mark(*(changed for changed in (instance, *_owners(instance)) if is_searchable(type(changed))))
    mark_dependants(instance)


def _owners(instance: models.Model) -> list[models.Model]:
    """What a row is a part of: a page of its tags, a partnership of its partners, which may be saved after it."""
    keys = [field for field in instance._meta.concrete_fields if isinstance(field, ParentalKey)]
    return [getattr(instance, key.name) for key in keys if getattr(instance, key.attname)]


@receiver(m2m_changed)
def mark_relation(instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """A relation may be changed from either side: both are marked, as far as they can be found."""
    if action not in ("post_add", "post_remove", "post_clear"):
        return
    if is_searchable(type(instance)):
        mark(instance)
    if reverse and is_searchable(model):
        mark(*model._default_manager.filter(pk__in=pk_set or ()))
        mark_dependants(instance)


@receiver([page_published, page_unpublished, post_page_move, page_slug_changed])
def mark_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A move changes the addresses of everything below, an unpublished parent hides nothing but itself."""
    mark_subtree(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def mark_restricted_pages(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, PageViewRestriction):  # a change of groups may come from the group
        mark_subtree(instance.page)


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
@receiver(m2m_changed, sender=CollectionViewRestriction.groups.through)
@receiver(post_save, sender=Collection)
def mark_restricted_files(instance: Any, **kwargs: Any) -> None:
    """Entries that carry text of the collection's documents, found through their dependencies."""
    from wagtail.documents import get_document_model

    collection = getattr(instance, "collection", instance)
    if not isinstance(collection, Collection):
        return
    inside = Collection.objects.descendant_of(collection, inclusive=True)
    documents = get_document_model()
    label = documents._meta.label_lower
    keys = [f"{label}:{pk}" for pk in documents.objects.filter(collection__in=inside).values_list("pk", flat=True)]
    mark_keys(set(SearchDependency.objects.filter(on__in=keys).values_list("key", flat=True)))


def mark_subtree(page: Page) -> None:
    pages = Page.objects.descendant_of(page, inclusive=True).specific(defer=True)
    mark_keys({key_of(descendant) for descendant in pages if is_searchable(type(descendant))})


def is_ours(model: type[models.Model]) -> bool:
    """Whether rows of this model may matter; sessions, revisions and tasks cost nothing."""
    return model.__module__.split(".")[0] in OWN_PACKAGES and model not in BOOKKEEPING
