from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from search.labels import register_kinds


class TaxonomyConfig(AppConfig):
    name = "knowledge.taxonomy"
    label = "taxonomy"
    verbose_name = _("Taxonomy")

    def ready(self) -> None:
        register_kinds({"sdg-goal": _("Goal"), "sdg-target": _("Target")})
        from . import labels
        from .models import Theme
        from .reading import forget_themes

        labels.register()
        post_save.connect(forget_themes, sender=Theme)
        post_delete.connect(forget_themes, sender=Theme)
