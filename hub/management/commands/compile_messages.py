from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compiles the catalogues under locale/ in Python, so that nobody needs gettext to run the site."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted(Path(settings.BASE_DIR, "locale").glob("*/LC_MESSAGES/django.po")):
            target = path.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime > path.stat().st_mtime:
                continue
            with path.open("rb") as source, target.open("wb") as compiled:
                write_mo(compiled, read_po(source, locale=path.parent.parent.name))
            self.stdout.write(f"{target.relative_to(settings.BASE_DIR)} written.")
