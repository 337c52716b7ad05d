from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Fails when a catalogue lacks a string of the code, or holds an empty or a fuzzy one."

    def handle(self, *args: Any, **options: Any) -> None:
        before = {path: _identities(path) for path in _catalogues()}
        texts = {path: path.read_bytes() for path in before}
        try:
            call_command("messages", verbosity=0)
            problems = [problem for path in _catalogues() for problem in _problems(path, before.get(path, set()))]
        finally:
            for path, text in texts.items():
                path.write_bytes(text)
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} strings are not translated; run `make messages` and write them.")
        self.stdout.write("Every string is translated.")


def _catalogues() -> list[Path]:
    return sorted(Path(settings.BASE_DIR, "locale").glob("*/LC_MESSAGES/django.po"))


def _messages(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=path.parent.parent.name) if message.id]


def _identities(path: Path) -> set[Any]:
    return {(message.context, message.id) for message in _messages(path)}


def _problems(path: Path, known: set[Any]) -> list[str]:
    language = path.parent.parent.name
    found = []
    for message in _messages(path):
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if (message.context, message.id) not in known:
            found.append(f"{language}: missing: {message.id}")
        elif message.fuzzy:
            found.append(f"{language}: fuzzy: {message.id}")
        elif not all(texts):
            found.append(f"{language}: empty: {message.id}")
    return found
