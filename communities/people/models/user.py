from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("No time zone has this name."))


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that signs in with `email`; without a password it can only sign in after a reset."""
        if not email:
            raise ValueError("An account needs a mail address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True} | fields)


class User(AbstractUser):
    """A person who signs in. The mail address is the name: there is no user name to remember or to guess."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("mail address"), unique=True)
    language = models.CharField(
        _("language of mails"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("As in Africa/Blantyre."),
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(AbstractUser.Meta):
        ordering = ("email",)
        constraints = (models.UniqueConstraint(Lower("email"), name="people_user_email_once_in_any_case"),)

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @property
    def public_name(self) -> str:
        """What others call this person by: never the mail address."""
        return self.get_full_name() or gettext("A member")


Person = User | AnonymousUser  # whoever looks at a page
