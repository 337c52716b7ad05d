"""A few series for whoever watches the site, in the format of Prometheus, behind a token.

Each web process counts for itself, in files that all of them share where gunicorn runs several
(deploy/gunicorn.conf.py); what waits in the queue is asked of the database when somebody looks.
"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from .clock import PERIODIC_TASKS

REQUESTS = Histogram(
    "headwaters_request_seconds",
    "Time until the answer, by view and status",
    ["view", "status"],
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
PAGES = Counter("headwaters_pages", "Pages for visitors: kept from before, or made", ["source"])


class TaskQueue(Collector):
    """What waits, what failed, and when each periodic job last went well."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        waiting = DBTaskResult.objects.ready()
        oldest = waiting.aggregate(at=Min("enqueued_at"))["at"]
        age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
        failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
        yield GaugeMetricFamily("headwaters_tasks_waiting", "Tasks ready to be run", waiting.count())
        yield GaugeMetricFamily("headwaters_tasks_oldest_waiting_seconds", "Age of the oldest of them", age)
        yield GaugeMetricFamily("headwaters_tasks_failed", "Failed tasks of the last two weeks", failed)
        yield self._last_successes()

    def _last_successes(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily(
            "headwaters_periodic_task_last_success_timestamp_seconds",
            "When each periodic task last went well",
            labels=["task"],
        )
        paths = [job.module_path for _interval, job in PERIODIC_TASKS]
        successes = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, task_path__in=paths)
        for path, moment in successes.values_list("task_path").annotate(at=Max("finished_at")).order_by("task_path"):
            family.add_metric([path], moment.timestamp())
        return family


QUEUE = CollectorRegistry()
QUEUE.register(TaskQueue())


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse("A token is needed.", status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(
        generate_latest(_of_all_processes()) + generate_latest(QUEUE), content_type=CONTENT_TYPE_LATEST
    )


def _of_all_processes() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry
