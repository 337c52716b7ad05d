"""Whom to ask about a case study: who works at one of its partners, then who offers help with its themes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _

from knowledge.library.beside import Part
from knowledge.taxonomy.models import Theme

from ..models import Profile
from .querysets import shown

MOST = 3


@dataclass(frozen=True)
class Asked:
    name: str
    url: str
    reason: str


def who_did_this(page: Any, partnership: Any, viewer: Any) -> Part | None:
    """At most three whom `viewer` may meet, for reasons that `viewer` may know; one query."""
    partners = partnership.partners.all() if partnership else []
    bodies = [partner.organisation for partner in partners if partner.organisation and partner.organisation.live]
    themes = {theme.pk: theme for theme in page.themes.all()}
    works_there = Q(organisation__in=bodies) & shown("organisation", viewer)
    can_help = Q(known__isnull=False) & ~Q(offers="") & shown("themes", viewer) & shown("offers", viewer)
    known = Profile.themes.through.objects.filter(profile=OuterRef("pk"), theme__in=themes).values("theme")[:1]
    people: Any = (
        Profile.objects.listed_for(viewer)
        .apart_from(viewer)
        .annotate(known=Subquery(known), works_there=Case(When(works_there, then=Value(True)), default=Value(False)))
        .filter(Q(works_there=True) | can_help)
        .order_by("-works_there", "-changed_at", "pk")
        .select_related("user")
    )
    names = {body.pk: str(body) for body in bodies}
    asked = []
    for profile in people[:MOST]:
        employer = names[profile.organisation_id] if profile.works_there else None
        reason = _reason(employer, themes.get(profile.known))
        asked.append(Asked(str(profile), profile.get_absolute_url(), reason))
    if asked:
        return Part("people/components/who_did_this.html", asked)
    return None if viewer.is_authenticated else _to_sign_in(page)


def _to_sign_in(page: Any) -> Part:
    """Whether or not members find somebody: that there is one who hides from visitors is not told to them either."""
    return Part("people/components/sign_in_to_see.html", [page.url])


def _reason(employer: str | None, theme: Theme | None) -> str:
    if employer:
        return _("Works at %(organisation)s") % {"organisation": employer}
    return _("Offers help with “%(theme)s”") % {"theme": theme}
