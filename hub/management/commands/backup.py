from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.backup import BackupError, back_up


class Command(BaseCommand):
    help = "Writes the database and all files of the site into one archive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="for example headwaters-2026-11-22.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            back_up(options["archive"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        size = options["archive"].stat().st_size
        self.stdout.write(f"{options['archive']}: {size:,} bytes")
