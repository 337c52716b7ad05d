"""Mails of news, to a real mail server: bundled, in the reader's language and time, ended with one press."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities.notifications.kinds import Frequency
from communities.notifications.mailing import last_morning, mail_what_is_due
from communities.notifications.models import Notification
from communities.notifications.services import tell
from communities.people.models import User
from tests.smtp import Sink, smtp_sink, text_of

from .hubs import hub, person

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def news(*users: User, count: int = 1, kind: str = "reply", at: datetime | None = None) -> None:
    for number in range(count):
        tell(users=users, kind=kind, about=f"{kind}:{number}", path="hubs/", hub=hub(), title=f"Meters {number}")
    if at:
        Notification.objects.update(created_at=at)


def path_in(header: str) -> str:
    return re.sub(r"^<https?://[^/]+|>$", "", header.strip())


def test_what_came_together_is_one_mail_and_is_not_sent_again(sink: Sink) -> None:
    news(person("ana"), count=3)
    assert [mail_what_is_due(Frequency.AT_ONCE) for _time in range(2)] == [1, 0]
    [message] = sink.mails
    assert message["To"] == "ana@utility.example"
    assert all(f"Meters {number}" in text_of(message) for number in range(3))


def test_what_another_worker_has_claimed_meanwhile_is_not_sent_twice(sink: Sink) -> None:
    news(person("ana"), count=2)
    keys = list(Notification.objects.values_list("pk", flat=True))
    first, second = (Notification.objects.claim(keys) for _worker in range(2))
    assert (len(first), len(second)) == (2, 0)
    assert mail_what_is_due(Frequency.AT_ONCE) == 0


def test_what_was_read_meanwhile_is_not_mailed(sink: Sink) -> None:
    ana = person("ana")
    news(ana)
    ana.notifications.mark_read()
    assert mail_what_is_due(Frequency.AT_ONCE) == 0


@pytest.mark.parametrize(
    ("language", "letters"), [("en", "wrote in"), ("fr", "a écrit"), ("es", "escribió"), ("ru", "[а-я]{5}")]
)
def test_a_mail_is_in_the_readers_language_and_so_are_its_addresses(sink: Sink, language: str, letters: str) -> None:
    news(person("ana", language=language))
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert re.search(letters, message["Subject"])
    assert f"/{language}/hubs/" in text_of(message)
    assert f"/{language}/inbox/mail/stop/" in message["List-Unsubscribe"]


def test_one_press_in_the_mail_programme_ends_these_mails_without_signing_in(sink: Sink) -> None:
    ana = person("ana")
    news(ana)
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client = Client(enforce_csrf_checks=True)
    path = path_in(message["List-Unsubscribe"])
    assert client.get(path).status_code == 200
    assert not ana.mail_preferences.exists()  # looking is not pressing
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ana.mail_preferences.get().frequency == "never"
    Notification.objects.all().delete()
    news(ana)
    assert mail_what_is_due(Frequency.AT_ONCE) == 0


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00"])
def test_a_made_up_address_stops_nothing(client: Client, token: str) -> None:
    assert client.post(f"/en/inbox/mail/stop/{token}/").status_code == 404


def test_hostile_words_do_not_become_headers(sink: Sink) -> None:
    tell(users=[person("ana")], kind="reply", about="x", path="hubs/", hub=hub(), title="Hello\r\nBcc: all@b.example")
    mail_what_is_due(Frequency.AT_ONCE)
    [message] = sink.mails
    assert message["Bcc"] is None
    assert "Hello Bcc: all@b.example" in message["Subject"]


def test_a_mail_server_that_is_away_loses_nothing(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    news(person("ana"))
    with pytest.raises(OSError):
        mail_what_is_due(Frequency.AT_ONCE)
    with smtp_sink(port) as sink:
        assert mail_what_is_due(Frequency.AT_ONCE) == 1
    assert len(sink.mails) == 1


def test_an_address_that_no_server_takes_does_not_keep_the_others_mail(sink: Sink) -> None:
    ana, ben = person("ana"), person("ben")
    sink.refused = {ana.email}
    news(ana, ben)
    assert mail_what_is_due(Frequency.AT_ONCE) == 1
    assert [message["To"] for message in sink.mails] == [ben.email]
    assert ana.notifications.get().mailed_at is None


def test_who_was_about_to_mail_and_died_is_replaced_after_a_while(sink: Sink) -> None:
    news(person("ana"))
    Notification.objects.update(claimed_at=timezone.now())
    assert mail_what_is_due(Frequency.AT_ONCE) == 0
    Notification.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    assert mail_what_is_due(Frequency.AT_ONCE) == 1


@pytest.mark.parametrize(
    ("zone", "hour", "mails"),
    [
        ("UTC", 6, 0),
        ("UTC", 8, 1),
        ("America/Guatemala", 8, 0),
        ("America/Guatemala", 14, 1),
        ("Europe/Kaliningrad", 6, 1),
    ],
)
def test_the_weekly_mail_comes_on_monday_morning_where_the_reader_lives(
    sink: Sink, zone: str, hour: int, mails: int
) -> None:
    news(person("ana", time_zone=zone), kind="question", at=datetime(2026, 11, 19, tzinfo=UTC))
    last_monday = MONDAY.replace(day=16, hour=23)
    assert mail_what_is_due(Frequency.WEEKLY, last_monday) == 0
    assert mail_what_is_due(Frequency.WEEKLY, MONDAY.replace(hour=hour)) == mails


def test_what_comes_after_the_morning_waits_for_the_next_one() -> None:
    now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert last_morning(now, Frequency.DAILY) == datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert last_morning(now.replace(hour=6), Frequency.DAILY) == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert last_morning(now, Frequency.WEEKLY) == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert last_morning(MONDAY.replace(hour=6), Frequency.WEEKLY) == datetime(2026, 11, 16, 7, tzinfo=UTC)


def test_a_hundred_people_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    people = [person(f"member{number}") for number in range(100)]
    news(*people, count=3)
    with django_assert_max_num_queries(30):
        assert mail_what_is_due(Frequency.AT_ONCE) == 100
