from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.backup import BackupError, restore
from hub.pagecache import generation


class Command(BaseCommand):
    help = "Puts a backup in the place of this site's database and files, then migrates it and rebuilds the search."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--force", action="store_true", help="even if this site has content")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restore(options["archive"], force=options["force"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        call_command("search_rebuild")
        generation.renew()
        self.stdout.write("Restored.")
