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


def may_suspend(user: Person, report: Report) -> bool:
    """Moderators, and not staff: an administrator sees to those."""
    is_possible = report.is_open and report.person is not None and not report.person.is_staff
    return is_possible and may_moderate(user) and may_decide(user, report)


def may_read_warning(user: User, report: Report) -> bool:
    return user.pk == report.person_id and report.warns
