from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class LibraryConfig(AppConfig):
    name = "knowledge.library"
    label = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        register_kinds({"case-study": _("Case study"), "code-of-conduct": _("Code of Conduct")})
