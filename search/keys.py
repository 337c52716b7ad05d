"""A key names one work across its languages: "partnerships.partnership:7", or a page type and its translation key."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from wagtail.models import Page

from .documents import SearchDocument


def key_of(instance: models.Model) -> str:
    if isinstance(instance, Page):
        return f"{instance.specific_class._meta.label_lower}:{instance.translation_key}"
    return f"{instance._meta.label_lower}:{instance.pk}"


@lru_cache(maxsize=1)
def searchable_models() -> tuple[type[models.Model], ...]:
    """Every model that says what search should know of it."""
    return tuple(model for model in apps.get_models() if hasattr(model, "search_document"))


def is_searchable(model: type[models.Model]) -> bool:
    return model in searchable_models()


def documents_of(key: str) -> Iterator[SearchDocument]:
    """Load what `key` names, as it is now, and ask it in every language; nothing where it is gone."""
    label, _separator, identity = key.partition(":")
    model: Any = next((model for model in searchable_models() if model._meta.label_lower == label), None)
    if model is None:  # a kind of work that the site no longer has
        return
    if issubclass(model, Page):
        pages = _for_search(model).filter(translation_key=identity).select_related("locale")
        candidates = [(page, page.locale.language_code) for page in pages]
    else:
        instances = _for_search(model).filter(pk=identity)
        candidates = [(instance, code) for instance in instances for code, _name in settings.LANGUAGES]
    for instance, language in candidates:
        with translation.override(language):  # for addresses and labels
            document = instance.search_document(language)
        if document is not None:
            yield document


def _for_search(model: type[models.Model]) -> models.QuerySet[Any]:
    """The model's rows, with what their documents are made of where its queryset knows how to bring it."""
    objects: Any = model._default_manager.all()
    return objects.for_search() if hasattr(objects, "for_search") else objects


def all_keys() -> Iterator[str]:
    """The keys of everything that could be found, each once."""
    for model in searchable_models():
        if issubclass(model, Page):
            keys = model._default_manager.order_by().values_list("translation_key", flat=True).distinct()
        else:
            keys = model._default_manager.order_by().values_list("pk", flat=True)
        yield from (f"{model._meta.label_lower}:{key}" for key in keys.iterator())
