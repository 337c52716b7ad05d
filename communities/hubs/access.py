"""What a person may do in a hub: decided here, once for each request."""

from dataclasses import dataclass

from communities.people.models import Person, User

from .models import Hub, Membership
from .querysets import may_moderate


@dataclass(frozen=True)
class Standing:
    """What somebody is to a hub; templates and views ask it, never the rows."""

    hub: Hub
    membership: Membership | None = None
    is_signed_in: bool = False
    can_moderate: bool = False

    @property
    def is_member(self) -> bool:
        return self.membership is not None and self.membership.state == Membership.State.ACTIVE

    @property
    def has_asked(self) -> bool:
        return self.membership is not None and self.membership.state == Membership.State.ASKED

    @property
    def must_wait(self) -> bool:
        """Was removed or declined lately, and may not ask again yet."""
        return self.membership is not None and self.membership.must_wait

    @property
    def can_facilitate(self) -> bool:
        is_facilitator = self.is_member and self.membership.role == Membership.Role.FACILITATOR  # type: ignore[union-attr]
        return is_facilitator or self.can_moderate

    @property
    def can_read(self) -> bool:
        """What members write to each other, and who they are."""
        return self.hub.is_public or self.is_member or self.can_moderate

    @property
    def can_see_people(self) -> bool:
        """Who is a member here: nothing for visitors."""
        return self.is_signed_in and self.can_read

    @property
    def can_write(self) -> bool:
        return self.is_member or self.can_moderate


def memberships_of(user: User) -> dict[int, Membership]:
    """All that `user` is to hubs, by the hub's key: read once, for each request has a user object of its own."""
    known: dict[int, Membership] | None = user.__dict__.get("known_memberships")
    if known is None:
        known = {each.hub_id: each for each in Membership.objects.filter(user=user)}
        user.__dict__["known_memberships"] = known
    return known


def standing_of(user: Person, hub: Hub) -> Standing:
    if not user.is_authenticated:
        return Standing(hub)
    return Standing(hub, memberships_of(user).get(hub.pk), is_signed_in=True, can_moderate=may_moderate(user))


def circles_of(user: User) -> list[str]:
    """The audience tokens of the hubs that `user` may read as a member (of every hub: moderators)."""
    if may_moderate(user):
        return [f"hub:{pk}" for pk in Hub.objects.values_list("pk", flat=True)]
    return [f"hub:{pk}" for pk, each in memberships_of(user).items() if each.state == Membership.State.ACTIVE]
