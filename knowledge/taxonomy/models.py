"""What everything is filed under: themes, the Sustainable Development Goals with their targets, and tags."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from search.documents import SearchDocument

from .fields import LocalizedField
from .querysets import GoalQuerySet

SDG = _("SDG")  # not inside an f-string, where it would not be collected for translation


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

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = _("Sustainable Development Goal")
        verbose_name_plural = _("Sustainable Development Goals")

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("sdg", args=(self.key,))

    @property
    def key(self) -> str:
        return str(self.number)

    @property
    def title(self) -> str:
        return f"{SDG} {self.number}: {self.name}"

    def search_document(self, language: str) -> SearchDocument:
        targets = [f"{target.code} {target.name.in_language(language)}" for target in self.targets.all()]
        return _sdg_document(self, "sdg-goal", language, "\n".join(targets))


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

    def get_absolute_url(self) -> str:
        return reverse("sdg", args=(self.key,))

    @property
    def key(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        return f"{SDG} {self.code}: {self.name}"

    def search_document(self, language: str) -> SearchDocument:
        return _sdg_document(self, "sdg-target", language, self.goal.name.in_language(language))


def _sdg_document(item: Goal | Target, kind: str, language: str, body: str) -> SearchDocument:
    """A goal or target as readers of any language ask for it: SDG 6.3, ODD 6.3, ODS 6.3, ЦУР 6.3."""
    return SearchDocument(
        reference=f"sdg:{item.key}",
        kind=kind,
        language=language,
        url=item.get_absolute_url(),
        title=item.title,
        body=body,
        names=[f"{acronym} {item.key}" for acronym in sdg_acronyms()],
        weight=0.7,
    )


def sdg_acronyms() -> list[str]:
    """What the goals are called for short, in every language of the site."""
    acronyms = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            acronyms.append(str(SDG))
    return list(dict.fromkeys(acronyms))


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
