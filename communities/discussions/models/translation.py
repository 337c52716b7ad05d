from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..querysets import TranslationRequestQuerySet
from .post import Post


class PostTranslation(models.Model):
    """One version of a post in another language: a machine's words, until a member of the hub corrected them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="translations", verbose_name=_("post"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    version = models.DateTimeField(_("version of the post"), help_text=_("When that was written."))
    texts = models.JSONField(_("texts"), help_text=_("In the order of the post's own."))
    html = models.TextField(editable=False)
    machine = models.CharField(_("machine"), max_length=40)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("corrected by")
    )
    corrected_at = models.DateTimeField(_("corrected"), null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("translation of a post")
        verbose_name_plural = _("translations of posts")
        constraints = (models.UniqueConstraint("post", "language", "version", name="discussions_translated_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} → {self.language}"

    @property
    def corrector_name(self) -> str:
        return self.corrected_by.public_name if self.corrected_by else gettext("A former member")


class TranslationRequest(models.Model):
    """Somebody had a machine asked: counted for a day, and then forgotten."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TranslationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a translation")
        verbose_name_plural = _("requests for translations")
        indexes = (models.Index("user", "created_at", name="discussions_translation_asks"),)

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d %H:%M}"
