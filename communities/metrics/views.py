"""How a hub is doing, for those who facilitate it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communities.hubs.models import Hub
from communities.hubs.views.entering import hub_to_facilitate

from .charts import charts_of
from .exports import as_csv
from .periods import CHOICES, Period
from .reading import Metrics, metrics_of


@never_cache
@require_safe
@login_required
def page(request: HttpRequest, key: str) -> HttpResponse:
    hub, metrics = _metrics(request, key)
    context = {"hub": hub, "metrics": metrics, "charts": charts_of(metrics), "choices": CHOICES}
    return render(request, "metrics/metrics.html", context)


@never_cache
@require_safe
@login_required
def file(request: HttpRequest, key: str) -> HttpResponse:
    return as_csv(*_metrics(request, key))


def _metrics(request: HttpRequest, key: str) -> tuple[Hub, Metrics]:
    hub, _standing = hub_to_facilitate(request, key)
    return hub, metrics_of(hub, Period.parse(request.GET.get("months")), request.user)
