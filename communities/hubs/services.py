"""Coming into a hub and going: each is done whole or not at all, and twice is as good as once."""

from django.db import transaction

from communities.people.models import User

from .models import Hub, Membership


class NotInvited(Exception):
    """The hub takes nobody who was not invited."""


@transaction.atomic
def join(*, hub: Hub, user: User) -> Membership:
    """Become a member, or ask to where somebody has to say yes; who was removed always asks.

    Raises:
        NotInvited: the hub is by invitation only.
    """
    known = Membership.objects.select_for_update().filter(hub=hub, user=user).first()
    if known and known.state != Membership.State.REMOVED:
        return known
    if hub.joining == Hub.Joining.BY_INVITATION:
        raise NotInvited
    is_free = hub.joining == Hub.Joining.OPEN and known is None
    state = Membership.State.ACTIVE if is_free else Membership.State.ASKED
    membership, _created = Membership.objects.update_or_create(
        hub=hub, user=user, defaults={"state": state, "role": Membership.Role.MEMBER}
    )
    return membership


def leave(*, hub: Hub, user: User) -> None:
    """End a membership, or take back the wish for one; what was removed stays removed."""
    Membership.objects.filter(hub=hub, user=user).exclude(state=Membership.State.REMOVED).delete()
