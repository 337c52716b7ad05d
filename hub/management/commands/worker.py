import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from hub.clock import site_clock


class Command(DatabaseWorker):
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
