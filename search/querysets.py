import time
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from .audience import audiences_of


class SearchEntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "SearchEntryQuerySet":
        """The rows whose audience `user` belongs to."""
        return self.filter(audience__in=audiences_of(user))

    def of_key(self, key: str) -> "SearchEntryQuerySet":
        return self.filter(key=key)


class SearchMarkQuerySet(models.QuerySet[Any]):
    def add(self, keys: set[str]) -> None:
        """Mark `keys`: a new version of those that are marked already, a new mark for the others.

        One statement, because another process may finish a mark between any two; in one order, because two
        transactions that mark the same keys wait for each other.
        """
        from .models import SearchMark

        marks: list[Any] = [SearchMark(key=key, version=time.time_ns()) for key in sorted(keys)]
        self.bulk_create(
            marks, update_conflicts=True, unique_fields=["key"], update_fields=["version", "marked_at"], batch_size=500
        )

    def oldest(self, limit: int) -> "SearchMarkQuerySet":
        return self.order_by("attempts", "marked_at", "pk")[:limit]
