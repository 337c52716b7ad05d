from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ..labels import register_kinds


class ThesaurusConfig(AppConfig):
    name = "search.thesaurus"
    label = "thesaurus"
    verbose_name = _("Thesaurus")

    def ready(self) -> None:
        from . import signals  # noqa: F401

        register_kinds({"term": _("Glossary term")})
