"""What readers are to what they read: helped by a post, up to a post, told of new ones."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.notifications.kinds import Frequency

from .post import Post
from .thread import Thread


class Reaction(models.Model):
    """Somebody says that a post helped."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions", verbose_name=_("post"))

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        constraints = (models.UniqueConstraint("post", "user", name="discussions_reaction_once"),)

    def __str__(self) -> str:
        return f"{self.user} + {self.post}"


class ReadMarker(models.Model):
    """Up to which post a member has read a thread."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="markers", verbose_name=_("thread"))
    number = models.PositiveIntegerField(_("number of the last post read"))

    class Meta:
        verbose_name = _("read marker")
        verbose_name_plural = _("read markers")
        constraints = (models.UniqueConstraint("thread", "user", name="discussions_marker_once"),)

    def __str__(self) -> str:
        return f"{self.user} – {self.thread_id}/{self.number}"


class Follow(models.Model):
    """Somebody wants to be told of new posts in a thread, and may have said how often by mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="follows", verbose_name=_("thread"))
    frequency = models.CharField(_("frequency"), max_length=8, choices=Frequency, blank=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = (models.UniqueConstraint("thread", "user", name="discussions_follow_once"),)

    def __str__(self) -> str:
        return f"{self.user} – {self.thread_id}"
