import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.people.models import User

from .hub import Hub

LASTS = timedelta(days=30)


def new_token() -> str:
    return secrets.token_urlsafe(24)


def end_of_new() -> datetime:
    return timezone.now() + LASTS


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Those that still let somebody in."""
        return self.filter(until__gt=timezone.now(), accepted_by=None)

    def to_mail(self) -> "InvitationQuerySet":
        """Those that no mail server has taken yet, but for an address that takes no mail."""
        paused = User.objects.filter(email__iexact=OuterRef("email"), mail_pause__email=F("email"))
        return self.open().filter(~Q(email=""), ~Exists(paused), sent_at=None, invited_by__is_active=True)


class Invitation(models.Model):
    """Lets people into a hub, whatever its mode: one person where it was mailed, else everybody with the link."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="invitations", verbose_name=_("hub"))
    email = models.EmailField(_("mail address"), blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    until = models.DateTimeField(_("until"), default=end_of_new)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("who invites")
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who came")
    )
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.hub}: {self.email}"

    def get_absolute_url(self) -> str:
        return reverse("hub_invited", args=(self.hub.key, self.token))

    @property
    def is_open(self) -> bool:
        """Lets somebody in, as `open` finds them."""
        return self.accepted_by_id is None and self.until > timezone.now()
