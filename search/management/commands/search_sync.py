from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.models import SearchMark
from search.sync import drain


class Command(BaseCommand):
    help = "Drains the marks now: builds entries and brings Elasticsearch up to them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{drain()} works finished.")
        left = SearchMark.objects.count()
        if left:
            error = SearchMark.objects.exclude(error="").values_list("error", flat=True).first()
            raise CommandError(f"{left} marks are left. Last error: {error or 'none'}")
