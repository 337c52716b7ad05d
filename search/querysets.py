from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F
from django.utils import timezone

from .audience import audiences_of


class SearchEntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "SearchEntryQuerySet":
        """The rows whose audience `user` belongs to."""
        return self.filter(audience__in=audiences_of(user))

    def of_key(self, key: str) -> "SearchEntryQuerySet":
        return self.filter(key=key)


class SearchMarkQuerySet(models.QuerySet[Any]):
    def add(self, keys: set[str]) -> None:
        """Mark `keys`: one more version of each that is marked already, a new mark for the others."""
        from .models import SearchMark

        marks: list[Any] = [SearchMark(key=key) for key in sorted(keys)]
        self.bulk_create(marks, ignore_conflicts=True)
        # A fresh row counts from 1 to 2 here: harmless, and the whole stays two statements that race with nobody.
        self.filter(key__in=keys).update(version=F("version") + 1, marked_at=timezone.now())

    def oldest(self, limit: int) -> "SearchMarkQuerySet":
        return self.order_by("attempts", "marked_at", "pk")[:limit]
