from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class DiscussionsConfig(AppConfig):
    name = "communities.discussions"
    label = "discussions"
    verbose_name = _("Discussions")

    def ready(self) -> None:
        from communities.hubs.reading import register_section

        from . import belongings, signals  # noqa: F401
        from .reading import hub_section

        belongings.register()
        register_kinds({"thread": _("Discussion")})
        register_section("discussions/hub_section.html", hub_section)
