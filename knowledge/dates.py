"""Dates known to the year, the month or the day: "2009", "2009-05", "2009-05-17", or a span "2010/2011"."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import formats
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"

validate_format = RegexValidator(
    rf"^{PARTIAL_DATE}(/{PARTIAL_DATE})?$",
    _("Write a year, a month or a day: 2009, 2009-05 or 2009-05-17; a span as 2010/2011."),
)


def validate_partial_date(value: str) -> None:
    validate_format(value)
    for part in value.split("/"):
        try:
            _as_date(part)
        except ValueError as error:
            raise ValidationError(_("%(date)s is not a day of the calendar."), params={"date": part}) from error


def year_of(value: str) -> int | None:
    return int(value[:4]) if re.match(r"\d{4}", value) else None


def display(value: str) -> str:
    """The date as the reader's language writes it, no more exact than it is known."""
    return " – ".join(_display_one(part) for part in value.split("/")) if value else ""


def _display_one(value: str) -> str:
    if len(value) == 4:
        return value
    style = "YEAR_MONTH_FORMAT" if len(value) == 7 else "DATE_FORMAT"
    return formats.date_format(_as_date(value), style)


def _as_date(value: str) -> datetime.date:
    year, month, day = ([int(number) for number in value.split("-")] + [1, 1])[:3]
    return datetime.date(year, month, day)
