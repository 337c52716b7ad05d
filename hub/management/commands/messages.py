import re
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
            path.write_text(steady(path.read_text(encoding="utf-8")), encoding="utf-8")


def steady(catalogue: str) -> str:
    """Without what would be a change in every commit: the date of the last run, and where lines of places break."""
    kept = re.sub(r'^"(POT-Creation-Date|Report-Msgid-Bugs-To):.*\n', "", catalogue, flags=re.MULTILINE)
    return re.sub(r"^(?:#: .*\n)+", lambda places: places[0].replace("\n#: ", " "), kept, flags=re.MULTILINE)
