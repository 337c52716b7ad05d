from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class PeopleConfig(AppConfig):
    name = "communities.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import signals  # noqa: F401

        register_kinds({"person": _("Person")})
