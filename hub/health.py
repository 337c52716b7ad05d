"""Whether this process can do its work, for a load balancer. Elasticsearch being away is told, not a failure."""

import uuid

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.engines import breaker


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    checks = {"database": _database_answers(), "cache": _cache_keeps()}
    search = "database" if not settings.ELASTICSEARCH_URL or breaker.is_open() else "elasticsearch"
    return JsonResponse({**checks, "search": search}, status=200 if all(checks.values()) else 503)


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
