from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.check import check, repair


class Command(BaseCommand):
    help = "Reports where search has drifted from the site; --repair brings it back. Fails while there is drift."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mark what differs and drain")

    def handle(self, *args: Any, repair: bool = False, **options: Any) -> None:
        drift = check()
        if repair and not drift.is_clean:
            self.stdout.write(f"Repaired {_repair(drift)} works.")
            drift = check()
        for name in ("pending", "entries", "elasticsearch"):
            keys = getattr(drift, name)
            self.stdout.write(f"{name}: {len(keys)}{' – ' + ', '.join(keys[:5]) if keys else ''}")
        if drift.unreachable:
            raise CommandError(f"Elasticsearch is not reachable: {drift.unreachable}")
        if not drift.is_clean:
            raise CommandError("Search has drifted; run search_check --repair")
        self.stdout.write("No drift.")


_repair = repair
