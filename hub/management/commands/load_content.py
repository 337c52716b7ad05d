from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from hub.content import groups, pages, taxonomy
from hub.content.facts import FactLoader
from hub.content.reading import Register


class Command(BaseCommand):
    help = "Loads the real content: adds what is missing by reference, never touches what a person edited or deleted."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        register = Register()
        with translation.override("en"):
            taxonomy.load(register)
            FactLoader(register).load()
            pages.load(register)
            groups.load(register)
        register.save()
        self.stdout.write(f"{len(register.new)} items added, {len(register.known) - len(register.new)} were there.")
