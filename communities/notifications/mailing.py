"""Mails of what people were told: bundled, each thing once, in the reader's language, and nothing lost on the way.

Who wants to know at once is mailed within a minute or two, with all that came meanwhile in one mail. What is for the
daily or weekly mail waits for seven in the morning (on Mondays) where the reader lives.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from .composing import compose
from .conversations import Said, said_in
from .kinds import Frequency
from .models import Notification, Pause
from .pausing import is_refused_for_good, pause
from .querysets import NotificationQuerySet

logger = logging.getLogger(__name__)
MORNING = 7  # o'clock where the reader lives
PEOPLE = 100  # in one go


def mail_what_is_due(frequency: Frequency, now: datetime | None = None) -> int:
    """Send what is due at `now`; returns the number of mails. What cannot be sent is tried again next time."""
    count = 0
    for due in _due(frequency, now or timezone.now()):
        people = list(due.order_by("user").values_list("user", flat=True).distinct())
        for start in range(0, len(people), PEOPLE):
            count += _mail_some(due.filter(user__in=people[start : start + PEOPLE]), frequency)
    return count


def _due(frequency: Frequency, now: datetime) -> Iterator[NotificationQuerySet]:
    waiting = Notification.objects.to_mail(frequency)
    if frequency == Frequency.AT_ONCE:
        yield waiting
        return
    zones = waiting.order_by("user__time_zone").values_list("user__time_zone", flat=True).distinct()
    for zone in list(zones):
        morning = last_morning(now.astimezone(ZoneInfo(zone)), frequency)
        yield waiting.filter(user__time_zone=zone, created_at__lt=morning)


def last_morning(now: datetime, frequency: Frequency) -> datetime:
    """The moment of the last daily or weekly mail, in the zone of `now`."""
    morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning > now:
        morning -= timedelta(days=1)
    return morning - timedelta(days=morning.weekday()) if frequency == Frequency.WEEKLY else morning


def _mail_some(due: NotificationQuerySet, frequency: Frequency) -> int:
    """Claim, send over one connection, and let go of what could not be sent."""
    rows = Notification.objects.claim(list(due.values_list("pk", flat=True)))
    claimed = list(rows.select_related("user", "hub__theme", "actor").order_by("user", "pk"))
    said = said_in(claimed)
    sent: list[int] = []
    try:
        with get_connection() as connection:
            by_person = [list(news) for _user, news in groupby(claimed, key=lambda each: each.user_id)]
            delivered = [news for news in by_person if _send(news, frequency, said, connection)]
            sent = [each.pk for news in delivered for each in news]
            return len(delivered)
    finally:
        rows.filter(pk__in=sent).update(mailed_at=timezone.now())
        rows.exclude(pk__in=sent).update(claimed_at=None)


def _send(news: list[Notification], frequency: Frequency, said: dict[int, Said], connection: BaseEmailBackend) -> bool:
    try:
        compose(news, frequency, said, connection).send()
    except SMTPRecipientsRefused as refused:
        logger.warning("A mail server refused an address")
        if is_refused_for_good(refused):
            pause(user=news[0].user, reason=Pause.Reason.BOUNCED)
        return False
    except Exception:  # one address that no server takes must not keep the others' mail
        logger.exception("A mail could not be sent")
        return False
    return True
