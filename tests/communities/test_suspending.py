"""Moderators suspend accounts until a day or for good; who is suspended is told why, and is let in again in time."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.moderation import services, suspending
from communities.moderation.models import ModerationLogEntry, Report, Suspension, Verdict
from communities.notifications.models import Pause
from communities.people.models import User
from tests.smtp import Sink

from .accounts import PASSWORD, by_code, by_password, is_signed_in
from .discussions import question
from .hubs import hub, member_of, moderator, person
from .moderation import desk, reported

pytestmark = pytest.mark.django_db
REPORTS = "/admin/moderation/reports/"
SUSPENSIONS = "/admin/moderation/suspensions/"


@pytest.fixture
def author() -> User:
    return member_of(hub(), "author", password=PASSWORD, first_name="Ana", language="fr")


@pytest.fixture
def report(author: User) -> Report:
    return reported(question(hub(), author).posts.select_related("thread__hub__theme").get())


def suspended(report: Report, days: int | None = 3) -> Suspension:
    until = timezone.now() + timedelta(days=days) if days is not None else None
    suspending.suspend(report=report, by=moderator(), until=until, why="Threats against colleagues.")
    return Suspension.objects.get()


def test_a_moderator_suspends_in_the_editor_and_every_session_ends(report: Report, author: User) -> None:
    client = Client()
    by_password(client, author)
    assert is_signed_in(client)
    day = (timezone.now() + timedelta(days=3)).date()
    office = desk()
    assert "Suspend the account" in office.get(f"{REPORTS}{report.pk}/").content.decode()
    office.post(f"{REPORTS}{report.pk}/suspend/", {"until": day.isoformat(), "why": "Threats."})
    assert Suspension.objects.get().until.date() == day  # type: ignore[union-attr]
    assert not is_signed_in(client)
    author.refresh_from_db()
    assert not author.is_active
    assert Report.objects.get().verdict == Verdict.SUSPENDED
    assert "Threats." in office.get(SUSPENSIONS).content.decode()


@pytest.mark.parametrize(("until", "why"), [("2020-01-01", "Threats."), ("tomorrow", "Threats."), ("", "")])
def test_a_day_that_is_over_or_no_reason_suspends_nobody(report: Report, until: str, why: str) -> None:
    answered = desk().post(f"{REPORTS}{report.pk}/suspend/", {"until": until, "why": why})
    assert answered.context["form"].errors
    assert not Suspension.objects.exists()


@pytest.mark.parametrize("way", [by_password, by_code])
@pytest.mark.parametrize(("days", "told"), [(3, "is suspended until"), (None, "you cannot sign in any more")])
def test_who_is_suspended_is_told_why_and_until_when(report: Report, author: User, way, days, told) -> None:  # type: ignore[no-untyped-def]
    suspended(report, days)
    client = Client()
    page = way(client, author).content.decode()
    assert told in page
    assert "Threats against colleagues." in page
    assert not is_signed_in(client)


def test_who_does_not_have_the_address_learns_nothing(report: Report, author: User) -> None:
    suspended(report)
    page = Client().post("/en/accounts/login/", {"login": author.email, "password": "a wrong one"}).content.decode()
    assert "suspended" not in page


def test_who_is_suspended_is_mailed_once_in_the_own_language(report: Report, author: User) -> None:
    suspended(report)
    assert [suspending.mail_suspended(), suspending.mail_suspended()] == [1, 0]
    [sent] = mail.outbox
    assert sent.to == [author.email]
    assert "Threats against colleagues." in sent.body
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.extra_headers["From"] == settings.DEFAULT_FROM_EMAIL


@pytest.mark.parametrize(
    ("refusal", "next_time", "pauses"),
    [("550 5.1.1 No such user", 0, 1), ("550 5.7.1 Blocked", 0, 0), ("450 4.2.0 Greylisted", 1, 0)],
)
def test_a_mail_that_is_refused_for_good_ends(
    report: Report, author: User, sink: Sink, refusal: str, next_time: int, pauses: int
) -> None:
    suspended(report)
    sink.refused, sink.refusal = {author.email}, refusal
    suspending.mail_suspended()
    sink.refused = set()
    assert suspending.mail_suspended() == next_time
    assert Pause.objects.count() == pauses


def test_a_mail_that_was_tried_for_days_ends(report: Report) -> None:
    held = suspended(report)
    Suspension.objects.filter(pk=held.pk).update(since=timezone.now() - timedelta(days=6))
    assert suspending.mail_suspended() == 0


def test_a_mail_that_no_server_takes_is_sent_later(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    suspended(report)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _refuse)
        assert suspending.mail_suspended() == 0
    assert suspending.mail_suspended() == 1


def _refuse(*args: object) -> None:
    raise ConnectionRefusedError


def test_whose_time_is_over_signs_in_again(report: Report, author: User) -> None:
    held = suspended(report)
    assert suspending.lift_ended() == 0
    Suspension.objects.filter(pk=held.pk).update(until=timezone.now())
    assert suspending.lift_ended() == 1
    client = Client()
    by_password(client, author)
    assert is_signed_in(client)
    assert author.notifications.get().kind == "lifted"


def test_a_moderator_lifts_a_suspension_and_the_second_is_told_so(report: Report, author: User) -> None:
    held, office = suspended(report, None), desk("second")
    first = office.post(f"{SUSPENSIONS}{held.pk}/lift/", follow=True).content.decode()
    again = office.post(f"{SUSPENSIONS}{held.pk}/lift/", follow=True).content.decode()
    assert "The account is open again." in first
    assert "somebody else has decided this already" in again
    author.refresh_from_db()
    assert author.is_active
    acts = list(ModerationLogEntry.objects.order_by("pk").values_list("action", "person"))
    assert acts == [("moderation.suspended", author.pk), ("moderation.lifted", author.pk)]


def test_what_was_decided_meanwhile_suspends_nobody(report: Report, author: User) -> None:
    services.decide(report=report, by=moderator(), verdict=Verdict.DISMISSED)
    assert not suspending.suspend(report=report, by=person("late", is_staff=True), until=None, why="x")
    author.refresh_from_db()
    assert author.is_active


def test_neither_facilitators_nor_anybody_for_staff(report: Report, author: User) -> None:
    boss = member_of(hub(), "boss", role="facilitator", is_staff=True)
    client = Client()
    client.force_login(boss)
    assert client.post(f"{REPORTS}{report.pk}/suspend/", {"why": "x"}).status_code in (302, 403)
    User.objects.filter(pk=author.pk).update(is_staff=True)
    assert desk().post(f"{REPORTS}{report.pk}/suspend/", {"why": "x"}).status_code in (302, 403)
    assert not Suspension.objects.exists()
