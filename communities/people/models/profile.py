from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from knowledge.partnerships.models import Organisation
from knowledge.taxonomy.models import Theme
from search.documents import SearchDocument

from ..profiles.querysets import ProfileQuerySet
from ..profiles.storing import photo_name, photo_storage
from ..profiles.visibility import PAGE, Audience, default_visibility
from .user import User

ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
LONGEST = 600  # characters: what one reads at a glance


def new_public_id() -> str:
    return get_random_string(10, ID_LETTERS)


class Profile(models.Model):
    """What a person tells others: every account has one, and each field its own audience."""

    user = models.OneToOneField(User, models.CASCADE, related_name="profile", verbose_name=_("person"))
    public_id = models.SlugField(_("address"), max_length=10, unique=True, default=new_public_id, editable=False)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("organisation")
    )
    organisation_name = models.CharField(_("organisation that is not listed"), max_length=160, blank=True)
    country = CountryField(_("country"), blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True, help_text=_("Two-letter codes: en,fr."))
    themes = models.ManyToManyField(Theme, blank=True, related_name="people", verbose_name=_("themes"))
    offers = models.TextField(_("offers"), blank=True, validators=[MaxLengthValidator(LONGEST)])
    looks_for = models.TextField(_("looks for"), blank=True, validators=[MaxLengthValidator(LONGEST)])
    links = models.JSONField(_("links"), default=list, blank=True)
    photo = models.ImageField(_("picture"), upload_to=photo_name, storage=photo_storage, blank=True)
    visibility = models.JSONField(_("who sees what"), default=default_visibility)
    takes_messages = models.BooleanField(_("members may write to me"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.user.public_name

    def get_absolute_url(self) -> str:
        return reverse("person", args=(self.public_id,))

    @property
    def language_codes(self) -> list[str]:
        return [code for code in self.languages.split(",") if code]

    def audience_of(self, field: str) -> str:
        """Who sees a field, or the page; what nobody chose is seen by nobody."""
        return self.visibility.get(field, Audience.NOBODY)

    @property
    def page_audience(self) -> str:
        return self.audience_of(PAGE)

    def search_document(self, language: str) -> SearchDocument | None:
        from ..profiles.searching import person_document

        return person_document(self, language)
