import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..paging import window_of
from ..querysets import PostQuerySet
from .thread import Thread


class Post(models.Model):
    """What one person wrote in a thread, once: number 1 is the question, the others follow it in one flat row."""

    class HiddenBy(models.TextChoices):
        AUTHOR = "author", _("Its author")
        FACILITATOR = "facilitator", _("A facilitator")
        WAITING = "waiting", _("Nobody: it waits to be read")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts", verbose_name=_("thread"))
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="posts", verbose_name=_("author")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    body = models.TextField(_("text"))
    html = models.TextField(editable=False)
    quotes = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", verbose_name=_("quotes"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    edited_at = models.DateTimeField(_("edited"), null=True)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("mentions"))
    hidden_by = models.CharField(_("hidden by"), max_length=11, choices=HiddenBy, blank=True)
    token = models.UUIDField(default=uuid.uuid4, editable=False, help_text=_("Of the form: sent twice, posted once."))

    # What `for_reading` brings besides.
    helped_count: int | None = None
    helped_me = False
    has_files = False

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = (
            models.UniqueConstraint("thread", "number", name="discussions_post_number_once"),
            models.UniqueConstraint("author", "token", name="discussions_post_once"),
        )
        indexes = (
            models.Index("thread", "number", name="discussions_hidden_posts", condition=~models.Q(hidden_by="")),
        )

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.number}"

    def get_absolute_url(self) -> str:
        """Where it stands in its thread now."""
        return f"{self.thread.get_absolute_url()}?from={window_of(self.number)}#{self.anchor}"

    @property
    def permalink(self) -> str:
        """Its address for ever, wherever it is moved: what others link to."""
        return self.action_url("post")

    def action_url(self, name: str) -> str:
        return reverse(name, args=(self.thread.hub.key, self.thread_id, self.pk))

    @property
    def anchor(self) -> str:
        return f"post-{self.number}"

    @property
    def written_at(self) -> datetime:
        """When it came to say what it says now: the name of this version."""
        return self.edited_at or self.created_at

    @property
    def is_hidden(self) -> bool:
        return bool(self.hidden_by)

    @property
    def is_waiting(self) -> bool:
        return self.hidden_by == self.HiddenBy.WAITING

    @property
    def is_question(self) -> bool:
        return self.number == 1

    @property
    def author_name(self) -> str:
        return self.author.public_name if self.author else gettext("A former member")


class PostRevision(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions", verbose_name=_("post"))
    body = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")

    def __str__(self) -> str:
        return f"{self.post} {self.written_at:%Y-%m-%d %H:%M}"
