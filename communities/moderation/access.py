"""Who may decide a report: decided here, for the hub's queue, the editor and the address in the mail."""

from communities.hubs.access import standing_of
from communities.hubs.querysets import may_moderate
from communities.people.models import Person, User

from .models import Report


def may_decide(user: Person, report: Report) -> bool:
    """Facilitators in their hub, moderators everywhere, and nobody in a matter of his or her own."""
    if not user.is_authenticated or user.pk == report.person_id:
        return False
    return may_moderate(user) or (report.hub is not None and standing_of(user, report.hub).can_facilitate)


def may_read_warning(user: User, report: Report) -> bool:
    return user.pk == report.person_id and report.warns
