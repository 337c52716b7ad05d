from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.hubs.models import Hub

from .post import Post
from .thread import Thread


class FormerPlace(models.Model):
    """Where a thread, or one post, stood before it was moved, merged or split off: its old addresses lead on."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="+", verbose_name=_("hub"))
    number = models.PositiveBigIntegerField(help_text=_("The key of the thread in the old address."))
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+", verbose_name=_("post"))
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="former_places", verbose_name=_("thread"))
    shift = models.PositiveIntegerField(default=0, help_text=_("By how much its posts are numbered higher now."))

    class Meta:
        verbose_name = _("former place")
        verbose_name_plural = _("former places")
        constraints = (
            models.UniqueConstraint(fields=("hub", "number", "post"), name="discussions_former_post_once"),
            models.UniqueConstraint(
                fields=("hub", "number"), condition=models.Q(post=None), name="discussions_former_thread_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.hub_id}/{self.number} → {self.thread_id}"
