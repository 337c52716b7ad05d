from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import NEW, MembershipQuerySet
from .hub import Hub

AGAIN = timedelta(days=7)  # who was removed or declined asks again after


class Membership(models.Model):
    """What a person is to a hub. Who left has no row; who was removed keeps one, and is asked about on returning."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        FACILITATOR = "facilitator", pgettext_lazy("of a hub", "Facilitator")

    class State(models.TextChoices):
        ACTIVE = "active", _("Member")
        ASKED = "asked", _("Asked to join")
        REMOVED = "removed", _("Removed")

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="memberships", verbose_name=_("hub"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.MEMBER)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE)
    since = models.DateTimeField(_("since"), default=timezone.now)
    removed_at = models.DateTimeField(
        _("removed"), null=True, blank=True, help_text=_("When somebody put this person out, or said no.")
    )
    note = models.TextField(_("why"), max_length=500, blank=True, help_text=_("What was said when asking to join."))
    welcomed_at = models.DateTimeField(_("welcomed"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("since", "pk")
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (models.UniqueConstraint("hub", "user", name="hubs_membership_once"),)
        indexes = (models.Index("user", "state", name="hubs_membership_of_user"),)

    def __str__(self) -> str:
        return f"{self.user} – {self.hub}"

    @property
    def is_new(self) -> bool:
        """Came lately, and no facilitator has said a word of welcome yet."""
        return self.welcomed_at is None and self.role == self.Role.MEMBER and timezone.now() - self.since < NEW

    @property
    def may_ask_from(self) -> datetime | None:
        return self.removed_at + AGAIN if self.removed_at else None

    @property
    def must_wait(self) -> bool:
        """Was removed or declined lately."""
        is_out = self.state == self.State.REMOVED
        return is_out and self.may_ask_from is not None and self.may_ask_from > timezone.now()

    @property
    def told_as(self) -> str:
        """Its name in notifications: whoever asks again is news again."""
        return f"membership:{self.pk}:{self.since.timestamp():.0f}"
