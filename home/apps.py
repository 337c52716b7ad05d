from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from . import in_step  # noqa: F401
        from .redirects import signals  # noqa: F401

        register_kinds({"about": _("About")})
