from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.taxonomy.models import Theme


class ThemeGroup(models.Model):
    """The themes that a group keeps to: what it may do with pages, it may do with library items of these themes."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="theme_bounds", verbose_name=_("group"))
    themes = models.ManyToManyField(Theme, related_name="+", verbose_name=_("themes"))

    class Meta:
        verbose_name = _("themes of a group")
        verbose_name_plural = _("themes of groups")

    def __str__(self) -> str:
        return str(self.group)
