"""Water operators' terms: what the same thing is called in every language, edited once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel


class Term(ClusterableModel):
    key = models.SlugField(_("key"), unique=True)
    topic = models.SlugField(_("topic"), blank=True)

    panels = [
        FieldPanel("key"),
        FieldPanel("topic"),
        InlinePanel("names", heading=_("Names"), label=pgettext_lazy("of a term", "Name")),
    ]

    class Meta:
        ordering = ("key",)
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return self.key


class TermName(models.Model):
    """One word or phrase for a term in one language."""

    class Kind(models.TextChoices):
        LABEL = "label", _("label")
        SYNONYM = "synonym", _("synonym")
        ACRONYM = "acronym", _("acronym")

    term = ParentalKey(Term, related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SYNONYM)
    text = models.CharField(_("text"), max_length=160)
    is_ambiguous = models.BooleanField(
        _("ambiguous"), default=False, help_text=_("Means something else as well: search does not expand it.")
    )

    panels = [FieldPanel(name) for name in ("language", "kind", "text", "is_ambiguous")]

    class Meta:
        ordering = ("term", "language", "kind", "pk")
        verbose_name = _("name of a term")
        verbose_name_plural = _("names of terms")
        constraints = (
            models.UniqueConstraint(fields=("term", "language", "text"), name="thesaurus_name_once_per_language"),
        )

    def __str__(self) -> str:
        return self.text
