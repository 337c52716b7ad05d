"""What hubs keep about somebody."""

from communities.people.leaving.belongings import register_belongings

from .models import Date, Invitation, Membership, Pin

MEMBER = ("hub__theme__key", "role", "state", "since", "removed_at", "note")
INVITED = ("hub__theme__key", "email", "until")  # never the token: it would let whoever finds the file in
ANNOUNCED = ("hub__theme__key", "title", "starts_at", "ends_at", "link", "text")
PINNED = ("hub__theme__key", "key", "pinned_at")


def register() -> None:
    register_belongings("memberships", lambda user: Membership.objects.filter(user=user).values(*MEMBER))
    register_belongings("invitations", lambda user: Invitation.objects.filter(invited_by=user).values(*INVITED))
    register_belongings("dates", lambda user: Date.objects.filter(announced_by=user).values(*ANNOUNCED))
    register_belongings("pins", lambda user: Pin.objects.filter(pinned_by=user).values(*PINNED))
