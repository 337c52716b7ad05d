from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .hub import Hub

LONGEST = timedelta(days=14)


class DateQuerySet(models.QuerySet["Date"]):
    def upcoming(self) -> "DateQuerySet":
        """What takes place and has not ended yet, the next one first."""
        return self.filter(ends_at__gt=timezone.now(), cancelled_at=None).order_by("starts_at", "pk")


class Date(models.Model):
    """When a hub meets: a call, a webinar, a visit."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="dates", verbose_name=_("hub"))
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    link = models.URLField(_("link to take part"), blank=True)
    text = models.TextField(_("what it is about"), max_length=2_000, blank=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("announced by")
    )
    version = models.PositiveSmallIntegerField(default=0, help_text=_("Counts how often its time was changed."))
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)

    token = models.UUIDField(null=True, help_text=_("Of the form: sent twice, announced once."))

    objects = DateQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = (models.UniqueConstraint("hub", "announced_by", "token", name="hubs_date_once"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('hub_dates', args=(self.hub.key,))}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Its place on the page of its hub's dates."""
        return f"date-{self.pk}"

    @property
    def told_as(self) -> str:
        """Its name in notifications: another time is news again."""
        return f"date:{self.pk}:{self.version}" if self.version else f"date:{self.pk}"

    def clean(self) -> None:
        super().clean()
        if not (self.starts_at and self.ends_at):
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It ends before it begins.")})
        if self.ends_at - self.starts_at > LONGEST:
            raise ValidationError({"ends_at": _("It is longer than two weeks.")})
        if self.ends_at < timezone.now():
            raise ValidationError({"starts_at": _("This is over already.")})
