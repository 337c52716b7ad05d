from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .user import User


class ConsentQuerySet(models.QuerySet["Consent"]):
    def newest_of(self, user: User) -> "Consent | None":
        """To what holds now; else the last one before it."""
        given = list(self.filter(user=user))
        return next((each for each in given if each.is_current), given[0] if given else None)


class Consent(models.Model):
    """Somebody agreed to what holds for members, in the wording of that time (TERMS_VERSION)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents", verbose_name=_("person"))
    version = models.CharField(_("version"), max_length=10)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at", "-pk")
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = (models.UniqueConstraint("user", "version", name="people_consent_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.version}"

    @property
    def is_current(self) -> bool:
        return self.version == settings.TERMS_VERSION
