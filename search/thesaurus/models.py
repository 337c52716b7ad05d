"""Water operators' terms: what the same thing is called in every language and what it means, edited once."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel

from ..documents import SearchDocument

if TYPE_CHECKING:
    pass


class TermQuerySet(models.QuerySet["Term"]):
    def for_search(self) -> Self:
        return self.prefetch_related("names", "definitions")

    def in_language(self, language: str) -> Self:
        """With `label` and `definition` in `language`; a term without a definition has nothing to read."""
        labels = TermName.objects.filter(term=OuterRef("pk"), language=language, kind=TermName.Kind.LABEL)
        definitions = TermDefinition.objects.filter(term=OuterRef("pk"), language=language)
        return self.annotate(
            label=Subquery(labels.values("text")[:1]), definition=Subquery(definitions.values("text")[:1])
        ).filter(label__isnull=False, definition__isnull=False)


class Term(ClusterableModel):
    key = models.SlugField(_("key"), unique=True)
    topic = models.SlugField(_("topic"), blank=True)

    objects = TermQuerySet.as_manager()

    panels = [
        FieldPanel("key"),
        FieldPanel("topic"),
        InlinePanel("names", heading=_("Names"), label=pgettext_lazy("of a term", "Name")),
        InlinePanel("definitions", heading=_("Definitions"), label=_("Definition"), max_num=len(settings.LANGUAGES)),
    ]

    class Meta:
        ordering = ("key",)
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("term", args=(self.key,))

    def search_document(self, language: str) -> SearchDocument | None:
        """A term is background to the works that use it; without a definition there is no page to find."""
        names, definitions = list(self.names.all()), list(self.definitions.all())
        kinds = TermName.Kind
        label = next((name.text for name in names if (name.language, name.kind) == (language, kinds.LABEL)), "")
        definition = next((each.text for each in definitions if each.language == language), "")
        if not label or not definition:
            return None
        return SearchDocument(
            reference=self.key,
            kind="term",
            language=language,
            url=self.get_absolute_url(),
            title=label[:1].upper() + label[1:],
            summary=definition,
            names=[name.text for name in names],
            weight=0.5,
        )


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


class TermDefinition(models.Model):
    """What a term means, in one language."""

    term = ParentalKey(Term, related_name="definitions")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.TextField(_("definition"), max_length=500)

    panels = [FieldPanel("language"), FieldPanel("text")]

    class Meta:
        ordering = ("term", "language")
        verbose_name = _("definition of a term")
        verbose_name_plural = _("definitions of terms")
        constraints = (
            models.UniqueConstraint(fields=("term", "language"), name="thesaurus_definition_once_per_language"),
        )

    def __str__(self) -> str:
        return self.text
