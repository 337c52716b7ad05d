"""Addresses in mails to facilitators, under which they let somebody in (or not) without signing in."""

from datetime import timedelta

from django.core import signing

from communities.people.models import User

from .models import Membership

SALT = "hubs.answer"
LASTS = timedelta(days=30)


def answer_path(membership: Membership, facilitator: User) -> str:
    """Below the language."""
    token = signing.dumps({"membership": membership.pk, "by": facilitator.pk}, salt=SALT)
    return f"hubs/{membership.hub.key}/asked/{token}/"


def read_answer_token(token: str) -> tuple[Membership, User] | None:
    """Who asked, and who may answer; None for a forged or old token and for who facilitates no more."""
    try:
        told = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    membership = Membership.objects.select_related("hub__theme", "user__profile").filter(pk=told["membership"]).first()
    if membership is None:
        return None
    facilitator = membership.hub.memberships.facilitators().select_related("user").filter(user=told["by"]).first()
    return (membership, facilitator.user) if facilitator else None
