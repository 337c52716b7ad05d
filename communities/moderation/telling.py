"""Who hears of a report: those who may decide it, then who made it, and whom it is about where that one is warned."""

from django.db.models import QuerySet

from communities.hubs.querysets import moderators
from communities.notifications.services import tell
from communities.notifications.wording import in_every_language
from communities.people.models import User

from .models import Report, Verdict
from .querysets import ReportQuerySet
from .subjects import subject_of


def tell_those_who_decide(report: Report) -> None:
    """The hub's facilitators; moderators where there is no hub, or no facilitator but the one who wrote it."""
    involved = [pk for pk in (report.person_id, report.reporter_id) if pk]
    asked = _facilitators(report).exclude(pk__in=involved)
    tell(
        users=asked if asked.exists() else moderators().exclude(pk__in=involved),
        kind="report",
        about=f"report:{report.pk}",
        path=f"reports/{report.pk}/",
        hub=report.hub,
        reason=in_every_language(Report.Reason(report.reason).label),
    )


def _facilitators(report: Report) -> "QuerySet[User]":
    if report.hub is None:
        return User.objects.none()
    return User.objects.filter(memberships__in=report.hub.memberships.facilitators())


def tell_author(report: Report) -> None:
    """Of no hub: who leaves it, or wants no mail of it, is warned all the same."""
    if report.person is None:
        return
    tell(
        users=[report.person],
        kind="warned",
        about=f"report:{report.pk}",
        path=f"reports/{report.pk}/warning/",
        reason=in_every_language(Report.Reason(report.reason).label),
    )


def tell_reporters(reports: ReportQuerySet, verdict: Verdict, by: User) -> None:
    kind = "report-dismissed" if verdict == Verdict.DISMISSED else "report-acted"
    for report in reports.for_reading().select_related("reporter"):
        if report.reporter:
            users = [report.reporter] if report.reporter != by else []
            tell(users=users, kind=kind, about=f"report:{report.pk}", path=subject_of(report).path, hub=report.hub)
