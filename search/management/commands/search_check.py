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
        told = [_line(name, getattr(drift, name)) for name in ("pending", "entries", "elasticsearch")]
        self.stdout.write("\n".join(told))
        if drift.unreachable:
            raise CommandError(f"Elasticsearch is not reachable: {drift.unreachable}")
        if not drift.is_clean:
            raise CommandError(f"Search has drifted ({'; '.join(told)}); run search_check --repair")
        self.stdout.write("No drift.")


def _line(name: str, keys: list[str]) -> str:
    return f"{name}: {len(keys)}{' – ' + ', '.join(keys[:5]) if keys else ''}"


_repair = repair
