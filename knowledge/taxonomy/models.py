"""What everything is filed under: themes, the Sustainable Development Goals with their targets, and tags."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from .fields import LocalizedField


class Theme(models.Model):
    """One of the nine fields of practice. Colour and icon hang on the key (see the `theme` styles)."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Stands in addresses: never changes."))
    reference = models.SlugField(_("reference"), unique=True)
    label = LocalizedField(_("label"), max_length=80)
    description = LocalizedField(_("description"), max_length=250, multiline=True)
    is_proposed = models.BooleanField(_("proposed"), default=False, help_text=_("Not named by the source."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("order", "key")
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return str(self.label)


class Goal(models.Model):
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = LocalizedField(_("name"), max_length=120)
    url = models.URLField(_("official text"))

    class Meta:
        ordering = ("number",)
        verbose_name = _("Sustainable Development Goal")
        verbose_name_plural = _("Sustainable Development Goals")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def key(self) -> str:
        return str(self.number)


class Target(models.Model):
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="targets", verbose_name=_("goal"))
    code = models.CharField(_("code"), max_length=5, unique=True)
    name = LocalizedField(_("short name"), max_length=120, help_text=_("In our own words."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ("order",)
        verbose_name = _("target")
        verbose_name_plural = _("targets")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def key(self) -> str:
        return self.code


class Tag(TagBase):
    """A narrower subject than a theme. Editors choose tags, they do not invent them while typing."""

    free_tagging = False
    label = LocalizedField(_("label"), max_length=80)

    class Meta:
        ordering = ("name",)
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return str(self.label)

    @property
    def key(self) -> str:
        return self.slug
