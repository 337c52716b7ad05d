from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class DiscussionsConfig(AppConfig):
    name = "communities.discussions"
    label = "discussions"
    verbose_name = _("Discussions")

    def ready(self) -> None:
        from communities.hubs.reading import register_section
        from communities.notifications.reading import register_choices
        from knowledge.library.beside import register_part

        from . import belongings, forgetting, signals  # noqa: F401
        from .drafting.reading import forget_made_pages, made_from
        from .mails import choices_of
        from .reading import hub_section

        belongings.register()
        forgetting.register()
        for signal in (post_save, post_delete):
            signal.connect(forget_made_pages, sender="discussions.Product")
        register_kinds({"thread": _("Discussion")})
        register_part(made_from)
        register_choices("discussions/mail_choices.html", choices_of)
        register_section("discussions/hub_section.html", hub_section)
