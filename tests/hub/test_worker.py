"""The worker runs tasks, its clock enqueues the periodic ones, and the editor shows what came of them."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult

from hub.clock import Clock, site_clock
from hub.management.commands import worker  # noqa: F401  its way to stop
from search.tasks import drain_marks

pytestmark = pytest.mark.django_db


def test_the_clock_enqueues_each_job_when_its_time_has_come() -> None:
    time, done = [0.0], []
    clock = Clock([(60, lambda: done.append("minute")), (300, lambda: done.append("five"))], now=lambda: time[0])
    ticks = []
    for seconds in (0, 30, 60, 120, 299, 300):
        time[0] = seconds
        ticks.append(clock.tick())
    assert ticks == [2, 0, 1, 1, 1, 1]
    assert (done.count("minute"), done.count("five")) == (4, 2)


def test_a_job_that_fails_does_not_stop_the_clock() -> None:
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("no database")

    assert Clock([(60, fail), (60, lambda: done.append("other"))]).tick() == 2
    assert done == ["other"]


def test_the_worker_runs_what_was_enqueued_and_keeps_the_outcome(task_queue: None) -> None:
    drain_marks.enqueue()
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)
    result = DBTaskResult.objects.get()
    assert (result.status, result.return_value) == ("SUCCESSFUL", 0)


def test_every_periodic_job_runs_without_an_error(task_queue: None) -> None:
    assert site_clock().tick() == len(site_clock().jobs)
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


@pytest.fixture
def signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_worker_told_to_stop_finishes_the_task_it_has_just_taken(
    task_queue: None, signals_as_before: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = DBTaskResult.claim

    def claim_and_be_told_to_stop(result: DBTaskResult, worker_id: str) -> None:
        claim(result, worker_id)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(DBTaskResult, "claim", claim_and_be_told_to_stop)
    for _ in range(2):
        drain_marks.enqueue()
    call_command("db_worker", reload=False, startup_delay=False, interval=0.1, verbosity=0)
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_an_administrator_sees_the_outcome_of_a_task(task_queue: None, administrator: Any, client: Client) -> None:
    drain_marks.enqueue()
    client.force_login(administrator)
    assert "search.tasks.drain_marks" in client.get("/admin/tasks/").content.decode()
    inspect = client.get(f"/admin/tasks/inspect/{DBTaskResult.objects.get().pk}/")
    assert inspect.status_code == 200
    assert client.get("/admin/tasks/new/").status_code == 302


def test_a_worker_without_a_queue_to_work_from_says_so(settings: Any) -> None:
    settings.TASKS_MODE = "inline"
    with pytest.raises(CommandError, match="TASKS_MODE=worker"):
        call_command("worker")
