from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class HubsConfig(AppConfig):
    name = "communities.hubs"
    label = "hubs"
    verbose_name = _("Hubs")

    def ready(self) -> None:
        from communities.notifications.querysets import register_door
        from search.audience import register_circles

        from . import belongings, forgetting, signals  # noqa: F401
        from .access import circles_of
        from .querysets import readable_news

        belongings.register()
        forgetting.register()
        register_kinds({"hub": _("Hub")})
        register_circles(circles_of)
        register_door(readable_news)
