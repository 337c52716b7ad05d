from django.db import models
from django.utils.translation import gettext_lazy as _

from ..contact.querysets import BlockQuerySet, MessageQuerySet
from .user import User


class Message(models.Model):
    """What one member writes to another; the words are kept until they are mailed, and not longer."""

    sender = models.ForeignKey(User, models.CASCADE, related_name="messages_sent", verbose_name=_("from"))
    recipient = models.ForeignKey(User, models.CASCADE, related_name="messages_received", verbose_name=_("to"))
    text = models.TextField(_("text"), blank=True)
    may_answer = models.BooleanField(_("with the sender's address"), default=False)
    token = models.UUIDField(null=True, help_text=_("Of the form: sent twice, written once."))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, help_text=_("When somebody set out to mail it."))
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = (models.UniqueConstraint("sender", "recipient", "token", name="people_message_once"),)
        indexes = (
            models.Index("sender", "created_at", name="people_messages_of_a_day"),
            models.Index("created_at", name="people_messages_waiting", condition=models.Q(sent_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.sender} → {self.recipient}"


class Block(models.Model):
    """What somebody wants to have no more to do with somebody else, who is not told."""

    class Kind(models.TextChoices):
        MUTED = "muted", _("Muted: you are not told of what they write")
        BLOCKED = "blocked", _("Blocked: muted, and they cannot write to you")

    user = models.ForeignKey(User, models.CASCADE, related_name="blocks", verbose_name=_("person"))
    blocked = models.ForeignKey(User, models.CASCADE, related_name="blocked_by", verbose_name=_("blocked person"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = (models.UniqueConstraint("user", "blocked", name="people_blocked_once"),)

    def __str__(self) -> str:
        return f"{self.user} ⊘ {self.blocked}"
