from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "communities.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from communities.hubs.reading import register_section

        from . import belongings, forgetting
        from .reading import hub_section

        belongings.register()
        forgetting.register()
        register_section("moderation/hub_section.html", hub_section)
