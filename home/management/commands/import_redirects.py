from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from home.redirects.importing import carry_out, plan_import
from home.redirects.reading import UnreadableFile


class Command(BaseCommand):
    """Stands in for Wagtail's, which knows one encoding, one delimiter and no circles."""

    help = "Imports old addresses from a CSV file with the columns “from” and “to”."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--src", required=True, help="the file")
        parser.add_argument("--site", type=int, help="the site that the old addresses belong to; all if left out")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *, src: str, site: int | None, dry_run: bool, **options: Any) -> None:
        try:
            plan = plan_import(Path(src).read_bytes(), site=Site.objects.get(pk=site) if site else None)
        except (OSError, UnreadableFile, Site.DoesNotExist) as error:
            raise CommandError(str(error)) from error
        for refusal in plan.refusals:
            self.stderr.write(f"Line {refusal.row.line}: {refusal.row.old}: {refusal.reason}")
        count = len(plan.new) if dry_run else carry_out(plan=plan)
        verb = "would be added" if dry_run else "added"
        self.stdout.write(
            f"{count} {verb}, {plan.known} were there, {len(plan.refusals)} cannot be taken (read as {plan.encoding})."
        )
