from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrespondenceConfig(AppConfig):
    name = "communities.correspondence"
    label = "correspondence"
    verbose_name = _("Correspondence")

    def ready(self) -> None:
        from communities.hubs.reading import register_section
        from communities.notifications.conversations import register_conversations

        from . import signals  # noqa: F401
        from .conversations import conversations_of
        from .reading import hub_section

        register_conversations(conversations_of)
        register_section("correspondence/hub_section.html", hub_section)
