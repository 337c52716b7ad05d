from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Where a fact comes from. A title is not translated: readers are told the language it is written in."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=250)
    language = models.CharField(
        _("language of the title"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$", _("A code such as en, nl or pt-BR."))],
        help_text=_("A code such as en, nl or pt-BR; empty if it is not certain."),
    )
    url = models.URLField(_("address"), blank=True, max_length=500)

    class Meta:
        ordering = ("title",)
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
