"""Where search has drifted from the site: what is marked, what the entries lack, what Elasticsearch lacks."""

import logging
from dataclasses import dataclass, field

from django.conf import settings
from django.db import models

from .build import entries_of
from .engines import elasticsearch
from .keys import all_keys
from .marks import mark_keys
from .models import SearchEntry, SearchMark
from .sync import drain

logger = logging.getLogger(__name__)
COMPARED = [column.name for column in SearchEntry._meta.concrete_fields if column.name not in ("id", "built_at")]


@dataclass
class Drift:
    """Keys that differ. A pending mark is no drift yet: the worker will get to it."""

    pending: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    elasticsearch: list[str] = field(default_factory=list)
    unreachable: str = ""

    @property
    def is_clean(self) -> bool:
        return not (self.pending or self.entries or self.elasticsearch or self.unreachable)


def check() -> Drift:
    """Compare everything that could be found with what the engines hold."""
    drift = Drift(pending=list(SearchMark.objects.order_by("key").values_list("key", flat=True)))
    expected = set(all_keys())
    held = set(SearchEntry.objects.values_list("key", flat=True))
    drift.entries = sorted(key for key in expected | held if _differs(key))
    if settings.ELASTICSEARCH_URL:
        try:
            drift.elasticsearch = elasticsearch.differences()
        except elasticsearch.Unavailable as error:
            drift.unreachable = str(error)
    return drift


def repair(drift: Drift) -> int:
    """Mark what differs and drain; returns how many works were finished."""
    mark_keys([*drift.entries, *drift.elasticsearch])
    SearchMark.objects.update(built_version=0)
    return drain()


def _differs(key: str) -> bool:
    try:
        entries, _dependencies = entries_of(key)
    except Exception:  # one broken object must not hide the others
        logger.exception("Building %s failed", key)
        return True
    return _rows(entries) != _rows(SearchEntry.objects.of_key(key))


def _rows(entries: "models.QuerySet[SearchEntry] | list[SearchEntry]") -> dict[tuple[str, str, int], list[object]]:
    return {
        (entry.language, entry.audience, entry.part): [getattr(entry, column) for column in COMPARED]
        for entry in entries
    }
