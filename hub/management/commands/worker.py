import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django_tasks_db.management.commands import db_worker

from hub.clock import site_clock


class Worker(db_worker.Worker):
    """Stops between two tasks only.

    The library's own, told to stop between taking a task and beginning it, exits: nobody ever runs that task.
    """

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.running_task = True
        super().shutdown(signum, frame)


db_worker.Worker = Worker  # type: ignore[misc]  # its command asks nobody which class to use


class Command(db_worker.Command):
    help = "Runs background tasks, and the clock that enqueues the periodic ones. Start one or several."

    def add_arguments(self, parser: ArgumentParser) -> None:
        if settings.TASKS_MODE != "worker":
            raise CommandError("Set TASKS_MODE=worker here and for the site: without it tasks run inline, at once.")
        super().add_arguments(parser)

    def handle(self, **options: Any) -> None:
        stopped = threading.Event()
        clock = threading.Thread(target=site_clock().run, args=(stopped,), name="clock", daemon=True)
        clock.start()
        try:
            super().handle(**options)
        finally:
            stopped.set()
