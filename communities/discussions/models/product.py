from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .post import Post
from .thread import Thread


class Product(models.Model):
    """Posts of a thread that are to become a page of the library, and the page once its draft is made."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="products", verbose_name=_("thread"))
    title = models.CharField(_("title"), max_length=120)
    posts = models.ManyToManyField(Post, related_name="+", verbose_name=_("posts"))
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+", verbose_name=_("page"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    drafted_at = models.DateTimeField(_("drafted"), null=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("thread_product", args=(self.thread.hub.key, self.thread_id, self.pk))


class Contribution(models.Model):
    """Whether somebody whose posts were selected agrees, and wants to be named."""

    class Consent(models.TextChoices):
        ASKED = "asked", _("Not answered yet")
        NAMED = "named", _("Yes, with my name")
        UNNAMED = "unnamed", _("Yes, without my name")
        NO = "no", _("No")

    product = models.ForeignKey(Product, models.CASCADE, related_name="contributions", verbose_name=_("product"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    consent = models.CharField(_("consent"), max_length=7, choices=Consent, default=Consent.ASKED)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = (models.UniqueConstraint("product", "user", name="discussions_contribution_once"),)

    def __str__(self) -> str:
        return f"{self.user} – {self.product}: {self.consent}"


AGREED = (Contribution.Consent.NAMED, Contribution.Consent.UNNAMED)
