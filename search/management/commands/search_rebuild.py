from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.build import build
from search.engines import elasticsearch
from search.keys import all_keys
from search.marks import mark_keys
from search.models import SearchEntry


class Command(BaseCommand):
    help = "Builds every search entry again and fills a new Elasticsearch index behind the alias."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = set(SearchEntry.objects.values_list("key", flat=True))
        broken = []
        for count, key in enumerate(all_keys(), start=1):
            if not self._build(key):
                broken.append(key)
            gone.discard(key)
            if count % 500 == 0:
                self.stdout.write(f"{count} …")
        broken += [key for key in gone if not self._build(key)]
        self.stdout.write(f"{SearchEntry.objects.count()} entries.")
        if settings.ELASTICSEARCH_URL:
            try:
                self.stdout.write(f"{elasticsearch.rebuild()} works in Elasticsearch.")
            except elasticsearch.Unavailable as error:
                raise CommandError(f"Elasticsearch is not reachable, its index stays as it was: {error}") from error
        if broken:
            mark_keys(broken)
            raise CommandError(f"{len(broken)} works could not be built: {', '.join(broken[:5])}")

    def _build(self, key: str) -> bool:
        try:
            build(key)
        except Exception as error:  # one broken object must not stop the others
            self.stderr.write(f"{key}: {error}")
            return False
        return True
