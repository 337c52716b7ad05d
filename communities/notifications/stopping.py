"""Ending mails from the mail itself, without signing in: RFC 8058."""

from collections.abc import Iterable
from itertools import chain

from django.conf import settings
from django.core import signing
from django.urls import reverse

from communities.people.models import User

from .kinds import KINDS, chosen_with

SALT = "notifications.stop"


def stop_address(user: User, kinds: Iterable[str]) -> str:
    """In the language that is active. It works for ever: an old mail's reader wants to be rid of the new ones."""
    token = signing.dumps({"user": user.pk, "kinds": sorted(kinds)}, salt=SALT)
    return settings.BASE_URL + reverse("stop_mails", args=(token,))


def read_token(token: str) -> tuple[User, list[str]] | None:
    try:
        told = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=told["user"]).first()
    together = (chosen_with(kind) for kind in told["kinds"] if kind in KINDS)
    return (user, list(dict.fromkeys(chain.from_iterable(together)))) if user else None
