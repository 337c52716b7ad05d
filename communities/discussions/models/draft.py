from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.hubs.models import Hub

from .thread import Thread


class Draft(models.Model):
    """What a member has begun to write and not posted: a question in a hub, or an answer in a thread."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("author"))
    hub = models.ForeignKey(Hub, models.CASCADE, null=True, related_name="+", verbose_name=_("hub"))
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="drafts", verbose_name=_("thread"))
    fields = models.JSONField(_("what was typed"))
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        ordering = ("-changed_at",)
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = (
            models.UniqueConstraint("author", "hub", name="discussions_draft_of_question"),
            models.UniqueConstraint("author", "thread", name="discussions_draft_of_answer"),
            models.CheckConstraint(condition=Q(hub=None) ^ Q(thread=None), name="discussions_draft_has_one_place"),
        )
        indexes = (models.Index("changed_at", name="discussions_drafts_by_age"),)

    def __str__(self) -> str:
        return f"{self.author}: {self.thread_id or self.hub_id}"
