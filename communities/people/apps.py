from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class PeopleConfig(AppConfig):
    name = "communities.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from knowledge.library.beside import register_part

        from . import signals  # noqa: F401
        from .leaving import own

        own.register()
        from .profiles.who_did_this import who_did_this

        register_kinds({"person": _("Person")})
        register_part(who_did_this)
