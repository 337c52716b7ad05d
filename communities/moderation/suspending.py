"""Switching an account off for what its person did, until a date or for good, and on again."""

import logging
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.log_actions import log

from communities.notifications.models import Pause
from communities.notifications.pausing import REFUSALS, is_final, is_refused_for_good, pause
from communities.notifications.services import tell
from communities.people.letters import letter
from communities.people.models import User

from .models import Report, Suspension, Verdict
from .services import decide

logger = logging.getLogger(__name__)


@transaction.atomic
def suspend(*, report: Report, by: User, until: datetime | None, why: str) -> bool:
    """For what was reported; False where somebody has decided otherwise meanwhile, or the person is gone."""
    person = report.person
    if person is None or not decide(report=report, by=by, verdict=Verdict.SUSPENDED, answer=why):
        return False
    told = {"until": until, "why": why, "since": timezone.now(), "told_at": None}
    Suspension.objects.update_or_create(person=person, defaults=told)
    _switch(person, is_on=False)
    for session in UserSession.objects.filter(user=person):
        session.end()
    return True


@transaction.atomic
def lift(*, suspension: Suspension, by: User | None = None) -> bool:
    """Let somebody in again; False where somebody has done so already."""
    held = Suspension.objects.select_for_update().filter(pk=suspension.pk).select_related("person").first()
    if held is None:
        return False
    log(held, "moderation.lifted", user=by)
    _switch(held.person, is_on=True)
    tell(users=[held.person], kind="lifted", about=f"suspension:{held.pk}", path="inbox/")
    held.delete()
    return True


def lift_ended() -> int:
    """Those whose time is over; returns how many."""
    return sum(lift(suspension=suspension) for suspension in Suspension.objects.ended())


def _switch(person: User, *, is_on: bool) -> None:
    person.is_active = is_on
    person.save(update_fields=["is_active"])  # a signal tells search and the kept pages


def mail_suspended() -> int:
    """Tell those who were not told yet why they cannot sign in, and until when; returns for how many that is done."""
    keys = list(Suspension.objects.to_tell().values_list("pk", flat=True))
    return sum(_mail(pk) for pk in keys)


@transaction.atomic
def _mail(pk: int) -> bool:
    """The row is locked meanwhile: another worker passes it by. What cannot be sent is sent next time."""
    suspension = Suspension.objects.to_tell().select_for_update(skip_locked=True).filter(pk=pk).first()
    if suspension is None:
        return False
    try:
        compose(suspension).send()
    except REFUSALS as refused:
        logger.warning("A mail server refused an address")
        if not is_final(refused):
            return False
        if is_refused_for_good(refused):
            pause(user=suspension.person, reason=Pause.Reason.BOUNCED)
    except Exception:  # whatever a mail server does, the next round tries again
        logger.exception("A mail could not be sent")
        return False
    Suspension.objects.filter(pk=pk).update(told_at=timezone.now())
    return True


def compose(suspension: Suspension) -> EmailMessage:
    """In the language of who is suspended."""
    person = suspension.person
    with translation.override(person.language), timezone.override(person.time_zone):
        context = {"suspension": suspension}
        subject = " ".join(render_to_string("moderation/mail/subject.txt", context).split())
        body = render_to_string("moderation/mail/body.txt", context)
        return letter(person.email, subject, body, user=person, headers={"Auto-Submitted": "auto-generated"})
