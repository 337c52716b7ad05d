"""Mails of what people were told: bundled, each thing once, in the reader's language, and nothing lost on the way.

Who wants to know at once is mailed within a minute or two, with all that came meanwhile in one mail. What is for the
daily or weekly mail waits for seven in the morning (on Mondays) where the reader lives.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPServerDisconnected
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from .composing import compose
from .conversations import Said, said_in
from .kinds import Frequency
from .ledger import Ledger
from .models import Notification, Pause
from .pausing import REFUSALS, is_refused_for_good, pause
from .querysets import CLAIM_LASTS, NotificationQuerySet

logger = logging.getLogger(__name__)
MORNING = 7  # o'clock where the reader lives
PEOPLE = 100  # in one go
MAILS_FOR = CLAIM_LASTS - timedelta(minutes=2)  # the rest is for the next time, before another claims it


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
    """Claim, send over one connection while the claim lasts, and let go of what did not go."""
    stop_at = timezone.now() + MAILS_FOR
    rows = Notification.objects.claim(list(due.values_list("pk", flat=True)))
    claimed = list(rows.select_related("user", "hub__theme", "actor").order_by("user", "pk"))
    said = said_in(claimed)
    ledger = Ledger([each.pk for each in claimed])
    try:
        with get_connection() as connection:
            for _user, news in groupby(claimed, key=lambda each: each.user_id):
                if timezone.now() > stop_at:
                    break
                connection.open()  # where it was lost: a server that is away fails for all, and for nobody's mail
                _send(list(news), frequency, said, connection, ledger)
    finally:
        ledger.close()
    return ledger.mails


def _send(
    news: list[Notification],
    frequency: Frequency,
    said: dict[int, Said],
    connection: BaseEmailBackend,
    ledger: Ledger,
) -> None:
    try:
        _send_anew(compose(news, frequency, said, connection), connection)
    except REFUSALS as refused:
        logger.warning("A mail server refused an address")
        if is_refused_for_good(refused):
            pause(user=news[0].user, reason=Pause.Reason.BOUNCED)
        else:
            ledger.note_failed(news)
    except Exception:  # one address that no server takes must not keep the others' mail
        logger.exception("A mail could not be sent")
        ledger.note_failed(news)
    else:
        ledger.note_sent(news)


def _send_anew(mail: EmailMessage, connection: BaseEmailBackend) -> None:
    """Over a new connection where the old one was dropped: some mail servers take only so many mails over one."""
    try:
        mail.send()
    except SMTPServerDisconnected:
        connection.close()
        connection.open()
        mail.send()
