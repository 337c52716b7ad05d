from typing import Any, Self

from django.db import models


class GoalQuerySet(models.QuerySet[Any]):
    def with_targets(self) -> Self:
        return self.prefetch_related("targets")

    def of_key(self, key: str) -> Any:
        """The goal of a goal's or a target's key, "6" and "6.3" alike; None if there is none."""
        number = key.split(".")[0]
        return self.with_targets().filter(number=int(number)).first() if number.isdecimal() else None
