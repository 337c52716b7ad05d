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
        from .forgetting import own as kept
        from .leaving import own
        from .profiles.who_did_this import who_did_this

        own.register()
        kept.register()
        register_kinds({"person": _("Person")})
        register_part(who_did_this)
