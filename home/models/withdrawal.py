import re
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from knowledge.taxonomy.fields import LocalizedField

ADDRESS = r"([\w\-]+/)+"


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def at(self, address: str) -> Self:
        """What stood at an address of the site, in whatever language: "/fr/library/old/" and "library/old/" alike."""
        path = address.strip("/").partition("/")[2] + "/"
        return self.filter(path=path) if re.fullmatch(ADDRESS, path) else self.none()


class Withdrawal(models.Model):
    """Something that was published and is gone for good, with the reason: its address answers 410 instead of 404."""

    path = models.CharField(
        _("address"),
        max_length=250,
        unique=True,
        validators=[RegexValidator(rf"^{ADDRESS}$", _("Write it without the language: “library/old-item/”."))],
        help_text=_("Without the language: “library/old-item/”."),
    )
    reason = LocalizedField(_("reason"), max_length=300, multiline=True)
    withdrawn_on = models.DateField(_("withdrawn on"), auto_now_add=True)

    objects = WithdrawalQuerySet.as_manager()

    panels = [FieldPanel("path"), FieldPanel("reason")]

    class Meta:
        ordering = ("path",)
        verbose_name = _("withdrawn page")
        verbose_name_plural = _("withdrawn pages")

    def __str__(self) -> str:
        return self.path
