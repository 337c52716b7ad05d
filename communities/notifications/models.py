from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .kinds import KINDS, Frequency
from .querysets import NotificationQuerySet, PauseQuerySet, PreferenceQuerySet
from .wording import in_this_language


class Notification(models.Model):
    """One thing that one person is told; worded when it is read, in the reader's language."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=20)
    about = models.CharField(max_length=80, help_text=_("The thing itself: nobody is told twice of it."))
    hub = models.ForeignKey("hubs.Hub", models.CASCADE, null=True, related_name="+", verbose_name=_("hub"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who did it")
    )
    path = models.CharField(_("address"), max_length=200, help_text=_("Below the language."))
    words = models.JSONField(_("words"), default=dict)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True)
    mail_after = models.CharField(_("mail"), max_length=8, choices=Frequency, default=Frequency.AT_ONCE)
    claimed_at = models.DateTimeField(null=True, help_text=_("When somebody set out to mail it."))
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text=_("How often it could not be mailed."))
    try_after = models.DateTimeField(null=True, help_text=_("When it may be mailed after it could not be."))

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = (models.UniqueConstraint("user", "kind", "about", name="notifications_told_once"),)
        indexes = (
            models.Index(models.F("user"), models.F("id").desc(), name="notifications_of_user"),
            models.Index(
                "mail_after", "user", name="notifications_to_mail", condition=models.Q(mailed_at=None, read_at=None)
            ),
        )

    def __str__(self) -> str:
        words: dict[str, Any] = {"title": ""} | {name: in_this_language(word) for name, word in self.words.items()}
        who = self.actor.public_name if self.actor else _("A former member")
        hub = str(self.hub) if self.hub else ""
        return str(KINDS[self.kind].text) % (words | {"who": who, "hub": hub})

    def url_in(self, language: str) -> str:
        return f"/{language}/{self.path}"


class Preference(models.Model):
    """How often somebody wants to be mailed of a kind, in one hub or in all; the narrower choice wins."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences")
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    hub = models.ForeignKey("hubs.Hub", models.CASCADE, null=True, related_name="+", verbose_name=_("hub"))
    frequency = models.CharField(_("frequency"), max_length=8, choices=Frequency)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "hub"), name="notifications_preference_hub_once"),
            models.UniqueConstraint(
                fields=("user", "kind"), condition=models.Q(hub=None), name="notifications_preference_site_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.kind or self.hub} {self.frequency}"


class Pause(models.Model):
    """Mail to an address came back, or was called spam: it gets none until its owner says so, or has another."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("The mail server does not take mail for this address")
        COMPLAINED = "complained", _("Our mail was reported as spam")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_pause", verbose_name=_("person")
    )
    email = models.EmailField(_("mail address"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    since = models.DateTimeField(_("since"), auto_now=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of mails")
        verbose_name_plural = _("pauses of mails")

    def __str__(self) -> str:
        return f"{self.email}: {self.reason}"
