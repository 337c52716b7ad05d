"""Reporting and deciding: done whole or not at all, and what somebody else decided already stays as it is."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from communities.discussions import services as discussions
from communities.people.models import User

from .models import Report, Verdict
from .subjects import Subject
from .telling import tell_author, tell_reporters, tell_those_who_decide

MOST_A_DAY = 20  # reports of one person


class TooMany(Exception):
    """Enough for one day."""


@transaction.atomic
def report(*, subject: Subject, by: User, reason: str, words: str) -> bool:
    """Say once what is wrong with it; False where `by` has said so before.

    Raises:
        TooMany: `by` has reported enough within a day.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at the same moment are counted one after the other
    mine = Report.objects.filter(reporter=by)
    if mine.filter(about=subject.about).exists():
        return False
    if mine.of_today().count() >= MOST_A_DAY:
        raise TooMany
    told = {
        "person": subject.person,
        "post": subject.post,
        "message": subject.message,
        "reason": reason,
        "words": words,
    }
    made, is_new = Report.objects.get_or_create(about=subject.about, reporter=by, defaults=told)
    if is_new:
        tell_those_who_decide(made)
    return is_new


@transaction.atomic
def decide(*, report: Report, by: User, verdict: Verdict, answer: str = "") -> bool:
    """Close every open report of the same thing and do what was decided; False where somebody was faster."""
    now = timezone.now()
    open_ones = Report.objects.open().filter(about=report.about)
    if not open_ones.update(verdict=verdict, decided_by=by, decided_at=now, answer=answer):
        return False
    if verdict.hides and report.post:
        discussions.hide(post=report.post)
    if verdict.warns:
        tell_author(report)
    log(report, f"moderation.{verdict}", user=by, data={"why": answer or report.get_reason_display()})
    tell_reporters(Report.objects.filter(about=report.about, decided_at=now), verdict, by)
    return True
