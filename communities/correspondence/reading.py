from typing import Any

from communities.hubs.access import Standing
from communities.notifications.addresses import Purpose, address_for
from communities.people.models import Person


def hub_section(standing: Standing, user: Person) -> dict[str, Any]:
    """The address under which a member asks in this hub by mail."""
    may_write = user.is_authenticated and standing.is_member
    return {"address": address_for(Purpose.ASK, user, standing.hub.pk) if may_write else ""}  # type: ignore[arg-type]
