"""What is kept for some days only (hub/settings/retention.py): each app says for itself how to forget its own."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

Forget = Callable[[datetime], int]
BATCH = 500  # rows that are locked at once

forgetters: dict[str, Forget] = {}


def register_forgetter(name: str, forget: Forget) -> None:
    """`forget(before)` deletes what ended before that moment and returns how much it was."""
    forgetters[name] = forget


def in_batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """The keys of all `rows`, some at a time; what is not deleted does not come again."""
    ordered = rows.order_by("pk").values_list("pk", flat=True)
    keys = list(ordered[:BATCH])
    while keys:
        yield keys
        keys = list(ordered.filter(pk__gt=keys[-1])[:BATCH])


def delete(rows: QuerySet[Any]) -> int:
    """In batches; what is not one of `rows` any more when its turn comes stays."""
    name = rows.model._meta.label
    return sum(rows.filter(pk__in=keys).delete()[1].get(name, 0) for keys in in_batches(rows))
