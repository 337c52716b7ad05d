"""The time that is looked at: whole months, the current one with them, by the reader's clock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

ALL = "all"
MONTHS = (3, 12)
CHOICES = ("3", "12", ALL)
EARLIEST = date(1970, 1, 1)


@dataclass(frozen=True)
class Month:
    first: date
    count: int


@dataclass(frozen=True)
class Period:
    months: int | None  # none: all there was
    today: date

    @classmethod
    def parse(cls, asked: str | None) -> Self:
        """As many months as were asked for, or as many as come nearest; a year where it makes no sense."""
        months: int | None = 12
        if asked == ALL:
            months = None
        elif asked and asked.isascii() and asked.isdigit():
            months = min(MONTHS, key=lambda known: abs(known - int(asked[:9])))
        return cls(months, timezone.localdate())

    @property
    def name(self) -> str:
        """As it stands in an address."""
        return str(self.months or ALL)

    @property
    def first(self) -> date:
        """The day it begins with."""
        return _months_before(self.today, self.months - 1) if self.months else EARLIEST

    @property
    def since(self) -> datetime:
        return timezone.make_aware(datetime(self.first.year, self.first.month, 1))

    @property
    def as_interval(self) -> str:
        """As ISO 8601 writes it."""
        return f"{self.first}/{self.today}"

    def months_from(self, earliest: date | None) -> list[date]:
        """The first day of each month; of all there was, from `earliest` on."""
        current = self.today.replace(day=1)
        first = self.first if self.months else min(earliest or current, current)
        count = (current.year - first.year) * 12 + current.month - first.month
        return [_months_before(current, ago) for ago in range(count, -1, -1)]


def by_month(rows: QuerySet[Any], moment: str, period: Period) -> list[Month]:
    """How many there are in each month, by the time in the field `moment`."""
    months = rows.filter(**{f"{moment}__gte": period.since}).annotate(month=TruncMonth(moment)).order_by()
    counts = {month.date(): count for month, count in months.values_list("month").annotate(Count("pk"))}
    return [Month(first, counts.get(first, 0)) for first in period.months_from(min(counts, default=None))]


def _months_before(day: date, count: int) -> date:
    """The first day of the month so many months ago."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, 1)
