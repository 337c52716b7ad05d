"""What is counted in results and pledges, in the number's own plural form."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def unit_label(unit: str, number: Decimal | None) -> str:
    """The unit as it stands after `number`; an unknown one as it was written. A fraction takes the plural."""
    count = int(number) if number is not None and number == int(number) else 5
    labels = {
        "percent": "%",
        "percentage-points": ngettext("percentage point", "percentage points", count),
        "people": ngettext("person", "people", count),
        "households": ngettext("household", "households", count),
        "connections": ngettext("connection", "connections", count),
        "staff": ngettext("member of staff", "members of staff", count),
        "kiosks": ngettext("kiosk", "kiosks", count),
        "water-points": ngettext("water point", "water points", count),
        "utilities": ngettext("utility", "utilities", count),
        "schools": ngettext("school", "schools", count),
        "pumps": ngettext("pump", "pumps", count),
        "litres-per-day": _("litres a day"),
        "hours-per-day": _("hours a day"),
        "usd-per-month": _("USD a month"),
        "eur": "EUR",
    }
    return labels.get(unit, unit)
