from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class MetricsConfig(AppConfig):
    name = "communities.metrics"
    label = "metrics"
    verbose_name = pgettext_lazy("of a hub", "Metrics")

    def ready(self) -> None:
        from communities.hubs.reading import register_section

        from .reading import hub_section

        register_section("metrics/hub_section.html", hub_section)
