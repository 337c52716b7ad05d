from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import CallQuerySet
from .thread import Thread


class Call(models.Model):
    """Somebody is asked to look at a question: by who asked it, or, where nobody answered, by the site itself."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="calls", verbose_name=_("thread"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calls", verbose_name=_("person"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="calls_made", verbose_name=_("asked by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = (models.UniqueConstraint("thread", "user", name="discussions_call_once"),)
        indexes = (
            models.Index("user", "created_at", name="discussions_calls_to"),
            models.Index("by", "created_at", name="discussions_calls_by"),
        )

    def __str__(self) -> str:
        return f"{self.thread_id} → {self.user}"
