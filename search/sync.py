"""Drains the marks: builds entries, then brings Elasticsearch up to them. A mark goes when both have happened."""

import logging

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal

from .build import build
from .documents import PUBLIC
from .engines import breaker, elasticsearch
from .models import SearchEntry, SearchMark

logger = logging.getLogger(__name__)
BATCH = 200
drained = Signal()  # sent with the `keys` of works that visitors find, or found until now


def drain(*, limit: int = 10_000) -> int:
    """Work through the marks, oldest first; returns how many were finished. Never raises for one bad object."""
    finished, seen, keys = 0, set[int](), set[str]()
    while len(seen) < limit:
        marks = [mark for mark in SearchMark.objects.oldest(BATCH + len(seen)) if mark.pk not in seen][:BATCH]
        if not marks:
            break
        seen.update(mark.pk for mark in marks)
        keys |= _public(marks)
        built = [mark for mark in marks if _build(mark)]
        finished += _finish(_index(built))
        keys |= _public(marks)
    if keys:
        drained.send(sender=drain, keys=keys)
    return finished


def _public(marks: list[SearchMark]) -> set[str]:
    """Those that everybody finds; of one that is built and waits for Elasticsearch nobody knows what it was."""
    public = SearchEntry.objects.filter(key__in=[mark.key for mark in marks], audience=PUBLIC)
    return {*public.values_list("key", flat=True), *(mark.key for mark in marks if mark.built_version)}


def _build(mark: SearchMark) -> bool:
    if mark.built_version == mark.version:
        return True
    try:
        build(mark.key)
    except Exception as error:  # a builder must never stop the others, nor a publish
        logger.exception("Building %s failed", mark.key)
        _postpone(mark, str(error))
        return False
    SearchMark.objects.filter(pk=mark.pk).update(built_version=mark.version)
    return True


def _index(marks: list[SearchMark]) -> list[SearchMark]:
    """Bring the works to Elasticsearch; returns those that got there, all of them where there is none."""
    if not settings.ELASTICSEARCH_URL or not marks:
        return marks
    try:
        with breaker.guard():
            refused = elasticsearch.update([mark.key for mark in marks])
    except elasticsearch.Refused as error:
        if len(marks) > 1:  # one of them must not hold up the others
            return [mark for some in marks for mark in _index([some])]
        refused = {marks[0].key: str(error)}
    except elasticsearch.Unavailable as error:
        refused = dict.fromkeys((mark.key for mark in marks), str(error))
    for mark in marks:
        if mark.key in refused:
            _postpone(mark, refused[mark.key])
    return [mark for mark in marks if mark.key not in refused]


def _finish(marks: list[SearchMark]) -> int:
    with transaction.atomic():
        # One that was marked again while it was being built keeps its mark.
        done = [SearchMark.objects.filter(pk=mark.pk, version=mark.version).delete()[0] for mark in marks]
    return sum(done)


def _postpone(mark: SearchMark, error: str) -> None:
    SearchMark.objects.filter(pk=mark.pk).update(attempts=F("attempts") + 1, error=error[:2000])
