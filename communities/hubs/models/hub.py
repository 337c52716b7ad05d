from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.taxonomy.models import Theme

from ..querysets import HubQuerySet


class Hub(models.Model):
    """The community of a theme: one row, whatever the language; members, threads and dates hang on it."""

    class Joining(models.TextChoices):
        OPEN = "open", _("Open: everybody joins at once")
        ON_REQUEST = "request", _("On request: a facilitator says yes")
        BY_INVITATION = "invitation", _("By invitation only")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public: everybody reads")
        MEMBERS = "members", _("Members only: everybody sees that it is there, members read")
        HIDDEN = "hidden", _("Hidden: members alone know of it")

    theme = models.OneToOneField(Theme, models.PROTECT, related_name="hub", verbose_name=_("theme"))
    joining = models.CharField(_("joining"), max_length=10, choices=Joining, default=Joining.OPEN)
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)

    objects = HubQuerySet.as_manager()

    class Meta:
        ordering = ("theme__order",)
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")
        permissions = [("moderate_hub", "Can moderate every hub")]

    def __str__(self) -> str:
        return str(self.theme)

    def get_absolute_url(self) -> str:
        return reverse("wagtail_serve", args=(f"hubs/{self.key}/",))

    @property
    def key(self) -> str:
        return self.theme.key

    @property
    def circle(self) -> str:
        """The audience token of its members."""
        return f"hub:{self.pk}"

    @property
    def is_hidden(self) -> bool:
        return self.visibility == self.Visibility.HIDDEN

    @property
    def is_public(self) -> bool:
        return self.visibility == self.Visibility.PUBLIC
