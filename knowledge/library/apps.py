from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds, register_labels


class LibraryConfig(AppConfig):
    name = "knowledge.library"
    label = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        register_kinds(
            {
                "case-study": _("Case study"),
                "factsheet": _("Factsheet"),
                "publication": _("Publication"),
                "code-of-conduct": _("Code of Conduct"),
            }
        )
        from .models import CaseStudyPage

        register_labels("objective", lambda _keys: {each.value: str(each.label) for each in CaseStudyPage.Objective})
        register_labels("setting", lambda _keys: {each.value: str(each.label) for each in CaseStudyPage.Setting})
