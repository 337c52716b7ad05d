from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from search.build import build
from search.engines import elasticsearch
from search.keys import all_keys
from search.models import SearchEntry


class Command(BaseCommand):
    help = "Builds every search entry again and fills a new Elasticsearch index behind the alias."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = set(SearchEntry.objects.values_list("key", flat=True))
        for count, key in enumerate(all_keys(), start=1):
            build(key)
            gone.discard(key)
            if count % 500 == 0:
                self.stdout.write(f"{count} …")
        for key in gone:
            build(key)
        self.stdout.write(f"{SearchEntry.objects.count()} entries.")
        if settings.ELASTICSEARCH_URL:
            self.stdout.write(f"{elasticsearch.rebuild()} works in Elasticsearch.")
