import threading
from collections import defaultdict
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .collecting import collect_from, holder_type


class Changed(threading.local):
    """What this thread's transaction has changed so far; what a rollback leaves here is looked at once more."""

    def __init__(self) -> None:
        self.holders: dict[type[models.Model], set[int]] = defaultdict(set)


changed = Changed()


@receiver([post_save, post_delete])
def follow_change(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Read once per transaction, after it, from the database: what was saved may be a draft of what is published."""
    model = holder_type(sender)
    if raw or model is None:
        return
    changed.holders[model].add(instance.pk)
    connection = transaction.get_connection()
    if not any(function is collect_changed for _ids, function, *_rest in connection.run_on_commit):
        # Robust: links that cannot be noted must not look like a page that cannot be saved.
        transaction.on_commit(collect_changed, robust=True)


def collect_changed() -> None:
    holders, changed.holders = changed.holders, defaultdict(set)
    for model, pks in holders.items():
        collect_from(model=model, pks=pks)
