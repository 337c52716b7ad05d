from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from knowledge.media.models import document_storage

from .post import Post

LONGEST_NAME = 120


def stored_name(instance: Any, filename: str) -> str:
    """Nothing that somebody typed becomes part of a path."""
    return f"posts/{get_random_string(24)}.{filename.rpartition('.')[2].lower()}"


class PostFile(models.Model):
    """A file or picture in a post; while the post is being written it waits for it, and only its owner sees it."""

    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="files", verbose_name=_("post"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name=_("waits for the post of")
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    file = models.FileField(_("file"), upload_to=stored_name, storage=document_storage)
    thumbnail = models.FileField(_("thumbnail"), upload_to=stored_name, storage=document_storage, blank=True)
    width = models.PositiveSmallIntegerField(null=True, help_text=_("Of the thumbnail, in pixels."))
    height = models.PositiveSmallIntegerField(null=True, help_text=_("Of the thumbnail, in pixels."))
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    alt = models.CharField(_("what the picture shows"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("file of a post")
        verbose_name_plural = _("files of posts")
        constraints = (
            models.CheckConstraint(condition=Q(post=None) ^ Q(owner=None), name="discussions_file_of_post_or_owner"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Of a file of a post, behind the same door as the post."""
        return self._url("post_file")

    @property
    def thumbnail_url(self) -> str:
        return self._url("post_file_thumbnail")

    @property
    def is_picture(self) -> bool:
        return bool(self.thumbnail)

    def _url(self, name: str) -> str:
        thread = self.post.thread  # type: ignore[union-attr]
        return reverse(name, args=(thread.hub.key, thread.pk, self.post_id, self.pk))
