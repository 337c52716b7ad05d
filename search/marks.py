"""Mark, then build: a change writes a mark in its own transaction, nothing more; building follows the commit."""

from collections.abc import Iterable

from django.db import models, transaction

from .keys import key_of
from .models import SearchDependency, SearchMark


def mark(*instances: models.Model) -> None:
    mark_keys({key_of(instance) for instance in instances})


def mark_dependants(*instances: models.Model) -> None:
    """Mark whatever was built with words of these objects."""
    keys = [key_of(instance) for instance in instances]
    mark_keys(set(SearchDependency.objects.filter(on__in=keys).values_list("key", flat=True)))


def mark_keys(keys: Iterable[str]) -> None:
    keys = set(keys)
    if not keys:
        return
    SearchMark.objects.add(keys)
    _drain_after_commit()


def _drain_after_commit() -> None:
    """One drain per transaction, however many things it marked."""
    connection = transaction.get_connection()
    if any(function is _enqueue for _ids, function, *_rest in connection.run_on_commit):
        return
    transaction.on_commit(_enqueue)


def _enqueue() -> None:
    from .tasks import drain_marks

    drain_marks.enqueue()
