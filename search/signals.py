"""Everything that changes what search should say leaves a mark: save, delete, publish, move, restriction, m2m."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from .keys import is_searchable, key_of
from .marks import mark, mark_dependants, mark_keys
from .models import SearchDependency, SearchEntry, SearchMark

OWN_PACKAGES = ("home", "communities", "knowledge", "search")
BOOKKEEPING = (SearchEntry, SearchDependency, SearchMark)


@receiver([post_save, post_delete])
def mark_change(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    if raw or not is_ours(sender):
        return
    if is_searchable(sender):
        mark(instance)
    mark_dependants(instance)


@receiver(m2m_changed)
def mark_relation(sender: Any, instance: Any, action: str, **kwargs: Any) -> None:
    if action in ("post_add", "post_remove", "post_clear") and is_searchable(type(instance)):
        mark(instance)


@receiver([page_published, page_unpublished, post_page_move])
def mark_page(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A move changes the addresses of everything below, an unpublished parent hides nothing but itself."""
    mark_subtree(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def mark_restricted_pages(instance: PageViewRestriction, **kwargs: Any) -> None:
    mark_subtree(instance.page)


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
@receiver(post_save, sender=Collection)
def mark_restricted_files(instance: Any, **kwargs: Any) -> None:
    """Entries that carry text of the collection's documents, found through their dependencies."""
    from wagtail.documents import get_document_model

    collection = getattr(instance, "collection", instance)
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
