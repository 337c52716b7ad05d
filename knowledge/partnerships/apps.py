from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds, register_labels


class PartnershipsConfig(AppConfig):
    name = "knowledge.partnerships"
    label = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        from .labels import organisation_labels
        from .models import Partnership

        register_kinds({kind.value: kind.label for kind in Partnership.Kind})
        register_kinds({"organisation": _("Organisation"), "programme": _("Programme")})
        register_labels("org", organisation_labels)
