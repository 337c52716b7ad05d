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
