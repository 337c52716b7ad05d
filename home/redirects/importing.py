"""Takes over the addresses of an older site: first a plan that says what would happen, then what the plan says."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from knowledge.links.addresses import own_path

from .loops import way_back
from .places import places
from .reading import Row, Table, read_table

LONGEST = 255  # characters that the table of redirects holds
is_address = URLValidator(["http", "https"])


@dataclass(frozen=True)
class Refusal:
    row: Row
    reason: str


@dataclass
class Plan:
    """What importing a file does: `new` redirects, rows that are `known` already, and those that cannot be taken."""

    encoding: str
    new: list[Redirect] = field(default_factory=list)
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def plan_import(data: bytes, *, site: Site | None = None) -> Plan:
    """Look at every row and change nothing.

    Raises:
        UnreadableFile: there are no rows to look at.
    """
    return Planner(site).plan(read_table(data))


@transaction.atomic
def carry_out(*, plan: Plan) -> int:
    """Make the redirects of a plan; returns how many."""
    return len(Redirect.objects.bulk_create(plan.new, batch_size=1_000))


class Planner:
    """Holds all addresses in memory: a file may have as many rows as the whole site has redirects."""

    def __init__(self, site: Site | None) -> None:
        self.site = site
        every = places()
        self.paths = {place.pk: place.path for place in every}
        self.pages = {place.path: place.pk for place in every if place.is_live}
        self.targets = {
            path: self.paths.get(page_id, "") if page_id else link
            for path, page_id, link in Redirect.get_for_site(site).values_list(
                "old_path", "redirect_page_id", "redirect_link"
            )
        }

    def plan(self, table: Table) -> Plan:
        plan = Plan(table.encoding)
        for row in table.rows:
            try:
                redirect = self._redirect(row)
            except ValidationError as error:
                plan.refusals.append(Refusal(row, " ".join(error.messages)))
                continue
            if redirect:
                plan.new.append(redirect)
            else:
                plan.known += 1
        return plan

    def _redirect(self, row: Row) -> Redirect | None:
        """The redirect that a row asks for; None if it is there.

        Raises:
            ValidationError: the row cannot be taken.
        """
        old_path, page, target = self._old_path(row.old), None, self._target(row.target)
        path = own_path(target)
        if path is not None:
            page = self.pages.get(Redirect.normalise_path(path))
        known = self.targets.get(old_path)
        if known is not None:
            if self._is_same(known, target):
                return None
            raise ValidationError(_("This address leads to %(target)s already.") % {"target": known})
        way = way_back(old_path, target, self._targets_of)
        if way:
            raise ValidationError(_("This would lead readers round in a circle: %(way)s") % {"way": " → ".join(way)})
        self.targets[old_path] = target
        # To a page rather than to its address: the redirect follows when the page moves.
        link = "" if page else target
        return Redirect(old_path=old_path, site=self.site, redirect_page_id=page, redirect_link=link)

    def _old_path(self, address: str) -> str:
        path = own_path(address if "://" in address or address.startswith("/") else f"/{address}")
        if not address:
            raise ValidationError(_("The old address is missing."))
        if path is None:
            raise ValidationError(_("The old address belongs to another site. Write it without the site's name."))
        path = Redirect.normalise_path(path)
        if len(path) > LONGEST:
            raise ValidationError(_("The old address is too long."))
        if path in self.pages:
            raise ValidationError(_("A page of this site stands at the old address."))
        return path

    def _target(self, address: str) -> str:
        """The whole address that readers are sent to."""
        if not address:
            raise ValidationError(_("The new address is missing."))
        address = settings.BASE_URL + address if address.startswith("/") else address
        try:
            is_address(address)
        except ValidationError as error:
            raise ValidationError(_("The new address is none that a browser can open.")) from error
        if len(address) > LONGEST:
            raise ValidationError(_("The new address is too long."))
        return address

    def _is_same(self, known: str, target: str) -> bool:
        first, second = (own_path(address) for address in (known, target))
        if first is None or second is None:
            return known == target
        return Redirect.normalise_path(first) == Redirect.normalise_path(second)

    def _targets_of(self, path: str) -> Iterable[str]:
        found = (self.targets.get(address) for address in {path, path.split("?")[0]})
        return [target for target in found if target]
