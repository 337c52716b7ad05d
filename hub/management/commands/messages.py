from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Brings the catalogues under locale/ up to the strings of code and templates (needs gettext)."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command(
            "makemessages",
            locale=[code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
            ignore_patterns=["var/*", "tests/*", ".venv/*", "content/*"],
            add_location="file",
            no_obsolete=True,
            no_wrap=True,
            verbosity=options["verbosity"],
        )
        for path in Path(settings.BASE_DIR, "locale").glob("*/LC_MESSAGES/django.po"):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            # The date of the last run would be a change in every commit.
            path.write_text("".join(line for line in lines if not line.startswith('"POT-Creation')), encoding="utf-8")
