"""What goes wrong while news is mailed: nobody is mailed twice, waits for another, or is tried for ever."""

from datetime import timedelta
from typing import Any

import pytest
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.utils import timezone

from communities.notifications import mailing
from communities.notifications.kinds import Frequency
from communities.notifications.mailing import mail_what_is_due
from communities.notifications.models import Notification, Pause
from communities.notifications.querysets import MOST_TRIES, delay_after
from communities.notifications.services import tell
from communities.people.models import User
from tests.smtp import Sink

from .hubs import hub, person

pytestmark = pytest.mark.django_db
SEND = "django.core.mail.backends.smtp.EmailBackend.send_messages"


def people(count: int) -> list[User]:
    """Each told of something."""
    users = [person(f"member{number}") for number in range(count)]
    tell(users=users, kind="reply", about="reply:1", path="hubs/", hub=hub(), title="Meters")
    return users


def before_mail(monkeypatch: Any, number: int, act: Any) -> None:
    """Do something when the mail with this number is about to be written."""
    written: list[int] = []
    compose = mailing.compose

    def composed(*args: Any) -> Any:
        written.append(1)
        if len(written) == number:
            act()
        return compose(*args)

    monkeypatch.setattr(mailing, "compose", composed)


def test_what_went_is_written_down_while_others_are_mailed(sink: Sink, monkeypatch: Any) -> None:
    people(13)
    known: list[int] = []
    before_mail(monkeypatch, 13, lambda: known.append(Notification.objects.exclude(mailed_at=None).count()))
    assert mail_what_is_due(Frequency.AT_ONCE) == 13
    assert known == [10]


def test_who_is_interrupted_mails_nobody_again(sink: Sink, monkeypatch: Any) -> None:
    people(3)

    def interrupted() -> None:
        raise KeyboardInterrupt

    before_mail(monkeypatch, 3, interrupted)
    with pytest.raises(KeyboardInterrupt):
        mail_what_is_due(Frequency.AT_ONCE)
    assert mail_what_is_due(Frequency.AT_ONCE) == 1
    assert len({message["To"] for message in sink.mails}) == len(sink.mails) == 3


def test_nobody_mails_when_another_may_claim_the_same(sink: Sink, monkeypatch: Any) -> None:
    people(2)
    with monkeypatch.context() as slow:
        slow.setattr(mailing, "MAILS_FOR", timedelta(0))
        assert mail_what_is_due(Frequency.AT_ONCE) == 0
    assert mail_what_is_due(Frequency.AT_ONCE) == 2


def test_a_server_that_drops_the_connection_is_called_again(sink: Sink) -> None:
    people(5)
    sink.most = 2
    assert mail_what_is_due(Frequency.AT_ONCE) == 5
    assert len(sink.mails) == 5


def test_a_server_that_goes_away_costs_those_who_wait_no_try(sink: Sink, monkeypatch: Any) -> None:
    people(3)

    def away(connection: Any) -> bool:
        if not connection.connection:
            raise ConnectionRefusedError
        return False

    sink.most = 1
    original = "django.core.mail.backends.smtp.EmailBackend.open"
    before_mail(monkeypatch, 2, lambda: monkeypatch.setattr(original, away))
    with pytest.raises(ConnectionRefusedError):
        mail_what_is_due(Frequency.AT_ONCE)
    assert list(Notification.objects.order_by("user").values_list("tries", flat=True)) == [0, 1, 0]
    assert not Notification.objects.filter(mailed_at=None).exclude(claimed_at=None).exists()


def test_a_mail_that_always_fails_is_tried_less_and_less_and_not_for_ever(sink: Sink) -> None:
    [ana] = people(1)
    sink.refused, sink.refusal = {ana.email}, "550 5.7.1 Blocked"
    waited = timedelta(0)
    for tries in range(1, MOST_TRIES + 1):
        assert mail_what_is_due(Frequency.AT_ONCE) == 0
        assert ana.notifications.get().tries == tries
        waited += delay_after(tries)
        if delay_after(tries):
            assert not Notification.objects.to_mail(Frequency.AT_ONCE).exists()
        Notification.objects.update(try_after=timezone.now())
    assert timedelta(days=5) < waited < timedelta(days=7)
    sink.refused = set()
    assert mail_what_is_due(Frequency.AT_ONCE) == 0
    assert ana.notifications.unread().count() == 1


@pytest.mark.parametrize(("error", "pauses"), [(AnymailRecipientsRefused, 1), (AnymailAPIError, 0)])
def test_what_a_mail_service_refuses_is_no_other(
    sink: Sink, monkeypatch: Any, error: type[Exception], pauses: int
) -> None:
    people(1)

    def refuse(*args: object) -> None:
        raise error

    monkeypatch.setattr(SEND, refuse)
    assert mail_what_is_due(Frequency.AT_ONCE) == 0
    assert Pause.objects.count() == pauses
    assert Notification.objects.get().tries == 1 - pauses
