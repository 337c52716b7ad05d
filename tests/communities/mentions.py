"""People with names, and what they are told."""

from typing import Any

from communities.hubs.models import Hub
from communities.notifications.models import Notification
from communities.people.models import User

from .hubs import hub, member_of
from .people import tell


def named(name: str = "Ana López", *, place: Hub | None = None, see: str = "public", **fields: Any) -> User:
    first, _space, last = name.partition(" ")
    mail = "-".join(name.lower().split()).encode("ascii", "ignore").decode() + str(User.objects.count())
    user = member_of(place or hub(), mail, first_name=first, last_name=last, **fields)
    user.last_login = user.date_joined
    user.save()
    tell(user, visibility=dict.fromkeys(("page", "role"), see))
    return user


def told(user: User) -> list[tuple[str, str]]:
    return [(one.kind, str(one)) for one in Notification.objects.filter(user=user).order_by("pk")]
