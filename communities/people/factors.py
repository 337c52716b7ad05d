"""Where a second factor is asked of staff (STAFF_SECOND_FACTOR), none of them is more than a member without one."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from .models import User

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes only stand in for one of these


def with_factor(users: QuerySet[User]) -> QuerySet[User]:
    """Those among `users` for whom `lacks_factor` is not so."""
    if not settings.STAFF_SECOND_FACTOR:
        return users
    return users.filter(Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)))


def lacks_factor(user: Any) -> bool:
    """Whether `user` has to set one up first: one query, for each request has a user object of its own."""
    if not settings.STAFF_SECOND_FACTOR:
        return False
    known: bool | None = user.__dict__.get("known_lack_of_factor")
    if known is None:
        known = user.__dict__["known_lack_of_factor"] = not is_mfa_enabled(user, FACTORS)
    return known
