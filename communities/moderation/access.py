"""Who may do more about a report than decide it, which whoever sees it may: see `Report.objects.visible_to`."""

from communities.hubs.querysets import may_moderate
from communities.people.models import Person, User

from .models import Report


def may_suspend(user: Person, report: Report) -> bool:
    """Moderators, and not staff: an administrator sees to those."""
    is_possible = report.is_open and report.person is not None and not report.person.is_staff
    return is_possible and may_moderate(user)


def may_read_warning(user: User, report: Report) -> bool:
    return user.pk == report.person_id and report.warns
