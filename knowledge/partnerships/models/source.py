from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Where a fact comes from. Titles stay in the language of the document."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=250)
    url = models.URLField(_("address"), blank=True, max_length=500)

    class Meta:
        ordering = ("title",)
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title
