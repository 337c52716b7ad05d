from collections.abc import Iterable
from typing import Any

from django.db import models
from wagtail import hooks

from .marks import mark_dependants


@hooks.register("after_bulk_action")
def mark_changed_in_bulk(request: Any, action_type: str, objects: Iterable[models.Model], action: Any) -> None:
    """Putting many documents into another collection sends no signal, but may change who can read them."""
    mark_dependants(*objects)
