from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.people.contact.querysets import TRIED_FOR

from .report import LONGEST


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def ended(self) -> "SuspensionQuerySet":
        return self.filter(until__lte=timezone.now())

    def to_tell(self) -> "SuspensionQuerySet":
        """Not mailed yet, and not tried for days."""
        return self.filter(told_at=None, since__gt=timezone.now() - TRIED_FOR)


class Suspension(models.Model):
    """Why somebody cannot sign in, and until when; it is there as long as the account is switched off for it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="suspension", verbose_name=_("person")
    )
    until = models.DateTimeField(_("until"), null=True, help_text=_("Empty: for good."))
    why = models.TextField(_("why"), max_length=LONGEST)
    since = models.DateTimeField(_("since"), default=timezone.now)
    told_at = models.DateTimeField(null=True, help_text=_("When the person was mailed."))

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ("-since",)
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")

    def __str__(self) -> str:
        return str(self.person)
