"""What hubs keep about somebody."""

from communities.people.leaving.belongings import register_belongings

from .models import Membership


def register() -> None:
    told = ("hub__theme__key", "role", "state", "since")
    register_belongings("memberships", lambda user: Membership.objects.filter(user=user).values(*told))
