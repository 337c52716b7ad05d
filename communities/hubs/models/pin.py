from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .hub import Hub


class Pin(models.Model):
    """Something of the site that the facilitators of a hub put before everything else, named by search's own key."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="pins", verbose_name=_("hub"))
    key = models.CharField(max_length=120)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("pinned by")
    )
    pinned_at = models.DateTimeField(_("pinned"), default=timezone.now)

    class Meta:
        ordering = ("pinned_at", "pk")
        verbose_name = _("pin")
        verbose_name_plural = _("pins")
        constraints = (models.UniqueConstraint("hub", "key", name="hubs_pinned_once"),)

    def __str__(self) -> str:
        return f"{self.hub}: {self.key}"
