from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from .visibility import PAGE, Audience, audiences_of

if TYPE_CHECKING:
    from ..models import Profile  # noqa: F401


TYPED = Q(organisation__isnull=True) | Q(organisation__live=False)  # what is shown is what was typed


def shown(field: str, viewer: Any) -> Q:
    """Of those who show `viewer` this field."""
    return Q(**{f"visibility__{field}__in": audiences_of(viewer)})


def works_at(organisation: str) -> Q:
    """Of those who chose the organisation with this reference, or typed one of this name that they are shown with."""
    return Q(organisation__reference=organisation) | (TYPED & Q(organisation_name=organisation))


class ProfileQuerySet(models.QuerySet["Profile"]):
    """The one door: whoever shows people to a person goes through `visible_to`."""

    def of_members(self) -> "ProfileQuerySet":
        """Of those who signed in once, and so have the address they gave, and are not suspended."""
        return self.filter(user__is_active=True, user__last_login__isnull=False)

    def visible_to(self, viewer: Any) -> "ProfileQuerySet":
        seen = shown(PAGE, viewer)
        if viewer.is_authenticated:
            seen |= Q(user=viewer)
        return self.of_members().filter(seen)

    def listed_for(self, viewer: Any) -> "ProfileQuerySet":
        """Those to be met in lists: with a name, and not one's own page that nobody else sees."""
        named = ~Q(user__first_name="", user__last_name="")
        return self.of_members().filter(shown(PAGE, viewer), named)

    def apart_from(self, viewer: Any) -> "ProfileQuerySet":
        """Without oneself, and without those between whom and `viewer` one has muted or blocked the other."""
        if not viewer.is_authenticated:
            return self
        from ..models import Block

        blocks = Block.objects.filter(
            Q(user=OuterRef("user"), blocked=viewer) | Q(user=viewer, blocked=OuterRef("user"))
        )
        return self.filter(~Exists(blocks)).exclude(user=viewer)

    def showing(self, field: str, viewer: Any) -> "ProfileQuerySet":
        """Those who show `viewer` this field: what is hidden must not be found out by a filter."""
        return self.filter(shown(field, viewer))

    def present(self, viewer: Any) -> tuple[list[str], list[str]]:
        """The countries, and the organisations that are in no list of ours, that `viewer` is shown; one query."""
        people = self.order_by()  # SQLite takes no order inside a union
        countries = people.showing("country", viewer).exclude(country="")
        typed = people.showing("organisation", viewer).filter(TYPED).exclude(organisation_name="")
        rows = countries.values_list(Value(0), "country").union(typed.values_list(Value(1), "organisation_name"))
        found: tuple[list[str], list[str]] = ([], [])
        for place, name in rows:
            found[place].append(str(name))
        return found

    def public(self) -> "ProfileQuerySet":
        return self.of_members().filter(**{f"visibility__{PAGE}": Audience.EVERYBODY})

    def with_facts(self) -> "ProfileQuerySet":
        """With all that a page or a list may show, in two queries."""
        return self.select_related("user", "organisation").prefetch_related("themes")

    def for_search(self) -> "ProfileQuerySet":
        return self.with_facts()
