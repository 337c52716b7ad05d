from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "knowledge.links"
    label = "links"
    verbose_name = _("Links")

    def ready(self) -> None:
        from . import signals  # noqa: F401
