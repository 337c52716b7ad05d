"""What grows is kept for as long as one table says, told on one page, and forgotten by one task."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.log_actions import log

from communities.discussions import services as discussions
from communities.discussions.models import (
    Call,
    Draft,
    Post,
    PostFile,
    PostRevision,
    PostTranslation,
    TranslationRequest,
)
from communities.hubs.models import Date, Invitation, Membership
from communities.moderation.models import ModerationLogEntry, Report, Suspension
from communities.notifications.models import Notification, Pause
from communities.people.forgetting import registry
from communities.people.forgetting.registry import forgetters
from communities.people.forgetting.services import NotForgotten, forget_what_is_old
from communities.people.models import Message, User
from communities.people.services import account_for
from hub.clock import PERIODIC_TASKS
from hub.settings.retention import DAYS, kept_days, variable

from .discussions import pump, question
from .hubs import hub, person
from .moderation import reported

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
NOW = timezone.now()
MINUTE = timedelta(minutes=1)
LONG_AGO = NOW - timedelta(days=10_000)


def somebody() -> User:
    return person(uuid4().hex[:10])


def dated(row: Model, **fields: Any) -> QuerySet[Any]:
    """The row as it is found as long as it is kept."""
    found = type(row)._default_manager.filter(pk=row.pk)
    found.update(**fields)
    return found


def an_account(at: datetime) -> QuerySet[Any]:
    user = account_for(email=f"{uuid4().hex[:10]}@utility.example", language="en")
    return dated(user, date_joined=at)  # type: ignore[arg-type]


def a_session(at: datetime) -> QuerySet[Any]:
    store = SessionStore()
    store.create()
    return dated(Session.objects.get(pk=store.session_key), expire_date=at + timedelta(days=DAYS["sessions"]))


def a_message(at: datetime) -> QuerySet[Any]:
    return dated(Message.objects.create(sender=somebody(), recipient=somebody()), created_at=at)


def told(**fields: datetime) -> QuerySet[Any]:
    return dated(Notification.objects.create(user=somebody(), kind="date", about="x", path="hubs/"), **fields)


def a_pause(at: datetime) -> QuerySet[Any]:
    return dated(Pause.objects.create(user=somebody(), email="old@utility.example", reason="bounced"), since=at)


def an_invitation(at: datetime) -> QuerySet[Any]:
    return dated(Invitation.objects.create(hub=hub(), email="new@utility.example", invited_by=somebody()), until=at)


def a_date(at: datetime) -> QuerySet[Any]:
    return dated(Date.objects.create(hub=hub(), title="x", starts_at=at, ends_at=at))


def a_draft(at: datetime) -> QuerySet[Any]:
    return dated(Draft.objects.create(author=somebody(), hub=hub(), fields={"body": "x"}, changed_at=at))


def a_waiting_file(at: datetime) -> QuerySet[Any]:
    return dated(PostFile.objects.create(owner=somebody(), name="x", file=pump(), size=1), created_at=at)


def a_post(at: datetime) -> QuerySet[Any]:
    post = question(hub(), somebody()).posts.get()
    return dated(post, created_at=at).exclude(body="")


def a_taken_back_post(at: datetime) -> QuerySet[Any]:
    post = question(hub(), somebody()).posts.get()
    discussions.remove(post=post)
    return dated(post, created_at=at).exclude(body="")


def a_former_translation(at: datetime) -> QuerySet[Any]:
    post = question(hub(), somebody()).posts.get()
    return dated(PostTranslation.objects.create(post=post, language="fr", version=NOW, texts=["x"]), made_at=at)


def a_request(at: datetime) -> QuerySet[Any]:
    return dated(TranslationRequest.objects.create(user=somebody()), created_at=at)


def a_call(at: datetime) -> QuerySet[Any]:
    return dated(Call.objects.create(thread=question(hub(), somebody()), user=somebody()), created_at=at)


def a_report(at: datetime | None) -> QuerySet[Any]:
    fields = {"verdict": "dismissed", "decided_at": at} if at else {"created_at": LONG_AGO}
    return dated(Report.objects.create(about=uuid4().hex, person=somebody(), reason="rude"), **fields)


def an_act(at: datetime) -> QuerySet[Any]:
    membership = Membership.objects.create(hub=hub(), user=somebody())
    return dated(log(membership, "hubs.remove", user=somebody()), timestamp=at)


def an_outcome(at: datetime) -> QuerySet[Any]:
    told = {"args_kwargs": {}, "task_path": "x", "backend_name": "default", "run_after": get_date_max()}
    return dated(DBTaskResult.objects.create(status="FAILED", traceback="ana@utility.example", **told), finished_at=at)


THINGS: dict[str, Callable[[datetime], QuerySet[Any]]] = {
    "unconfirmed_accounts": an_account,
    "sessions": a_session,
    "messages": a_message,
    "read_notifications": lambda at: told(read_at=at),
    "notifications": lambda at: told(created_at=at),
    "former_pauses": a_pause,
    "invitations": an_invitation,
    "dates": a_date,
    "drafts": a_draft,
    "waiting_files": a_waiting_file,
    "taken_back_posts": a_taken_back_post,
    "former_translations": a_former_translation,
    "translation_requests": a_request,
    "calls": a_call,
    "reports": a_report,
    "moderation_log": an_act,
    "task_results": an_outcome,
}


def test_whatever_the_table_names_is_forgotten_by_somebody_and_nothing_else(settings: Any) -> None:
    assert forgetters.keys() == settings.RETENTION.keys() == DAYS.keys() == THINGS.keys()


def test_the_page_tells_what_the_settings_say() -> None:
    rows = re.findall(r"^\| .+? \| (\d+) \| `(KEEP_\w+)` \| .+ \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name: int(days) for days, name in rows} == {variable(name): days for name, days in DAYS.items()}
    assert len(rows) == len(DAYS)


@pytest.mark.parametrize("name", THINGS)
def test_what_is_old_enough_is_forgotten_and_nothing_younger(name: str) -> None:
    limit = NOW - timedelta(days=DAYS[name])
    old, young = THINGS[name](limit - MINUTE), THINGS[name](limit + MINUTE)
    assert old.exists()
    assert forget_what_is_old(NOW)[name] == 1
    assert (old.exists(), young.exists()) == (False, True)
    assert forget_what_is_old(NOW)[name] == 0


def test_days_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEEP_DATES_DAYS", "10")
    assert kept_days("dates") == 10


@pytest.mark.parametrize("days", ["0", "-3", "36501"])
def test_no_days_at_all_and_more_than_a_life_are_refused(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("KEEP_DATES_DAYS", days)
    with pytest.raises(ImproperlyConfigured, match="KEEP_DATES_DAYS"):
        kept_days("dates")


def test_it_is_done_once_a_day() -> None:
    [every] = [seconds for seconds, task in PERIODIC_TASKS if task.name == "forget_what_is_old"]
    assert every == 24 * 3600


def test_what_fails_is_named_and_keeps_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(before: datetime) -> int:
        raise RuntimeError("no disk")

    caplog.set_level(logging.INFO)
    monkeypatch.setitem(forgetters, "unconfirmed_accounts", fail)  # the first of all
    invitation = an_invitation(LONG_AGO)
    with pytest.raises(NotForgotten, match=r"^unconfirmed_accounts$"):
        forget_what_is_old(NOW)
    assert not invitation.exists()
    assert "1 invitations" in caplog.text
    assert "no disk" in caplog.text


def test_many_rows_go_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "BATCH", 2)
    for _time in range(5):
        an_invitation(LONG_AGO)
    with CaptureQueriesContext(connection) as captured:
        assert forget_what_is_old(NOW)["invitations"] == 5
    deletes = [each["sql"] for each in captured if each["sql"].startswith('DELETE FROM "hubs_invitation"')]
    assert [sql.count(",") + 1 for sql in deletes] == [2, 2, 1]


def test_words_that_were_taken_back_go_with_what_was_said_before() -> None:
    thread = question(hub(), somebody(), "A secret of mine")
    post = thread.posts.get()
    discussions.edit(post=post, body="Another secret", language="en")
    discussions.remove(post=post)
    Post.objects.update(edited_at=LONG_AGO)
    forget_what_is_old(NOW)
    thread.refresh_from_db()
    assert (thread.title, Post.objects.get().html, PostRevision.objects.count()) == ("…", "", 0)


def test_what_stands_or_a_facilitator_hid_is_kept() -> None:
    post, hidden = a_post(LONG_AGO), a_post(LONG_AGO)
    discussions.hide(post=hidden.select_related("thread").get())
    forget_what_is_old(NOW)
    assert post.exists()
    assert hidden.exists()


def test_what_waits_for_a_decision_is_never_forgotten() -> None:
    report, post = a_report(None), a_taken_back_post(LONG_AGO)
    reported(post.get())
    act = an_act(LONG_AGO)
    Report.objects.create(about="x", person=act.get().person, reason="rude")
    forget_what_is_old(NOW)
    assert report.exists()
    assert post.exists()
    assert act.exists()
    Report.objects.update(verdict="dismissed", decided_at=NOW)
    forget_what_is_old(NOW)
    assert not post.exists()
    assert not act.exists()


def test_what_led_to_a_suspension_is_kept_as_long_as_that_lasts() -> None:
    report, act = a_report(LONG_AGO), an_act(LONG_AGO)
    for each in (report, act):
        Suspension.objects.create(person=each.get().person, why="Threats.")
    forget_what_is_old(NOW)
    assert report.exists()
    assert act.exists()
    Suspension.objects.all().delete()
    forget_what_is_old(NOW)
    assert not report.exists()
    assert not act.exists()


def test_what_is_still_in_force_is_kept() -> None:
    ana = somebody()
    pause = dated(Pause.objects.create(user=ana, email=ana.email, reason="bounced"), since=LONG_AGO)
    post = question(hub(), ana).posts.get()
    current = PostTranslation.objects.create(post=post, language="fr", version=post.written_at, texts=["x"])
    translation = dated(current, made_at=LONG_AGO)
    news = told(created_at=NOW - timedelta(days=DAYS["read_notifications"] + 1))  # not read
    forget_what_is_old(NOW)
    assert pause.exists()
    assert translation.exists()
    assert news.exists()


def test_an_act_in_the_log_of_nobody_is_forgotten_too() -> None:
    act = an_act(LONG_AGO)
    ModerationLogEntry.objects.update(person=None)
    forget_what_is_old(NOW)
    assert not act.exists()
