"""Whether this process can do its work, for a load balancer: without the database it cannot.

Cache and Elasticsearch being away is told, but no failure: the site goes on without them, and taking every process
out of service would make an outage of it.
"""

import uuid

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.results import answering_engine


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    database = _database_answers()
    state = {"database": database, "cache": _cache_keeps(), "search": answering_engine()}
    return JsonResponse(state, status=200 if database else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _cache_keeps() -> bool:
    value = uuid.uuid4().hex
    try:
        cache.set("readyz", value, 10)
        return cache.get("readyz") == value
    except Exception:  # every cache client has errors of its own, and all mean the same here
        return False
