from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .addresses import LONGEST
from .answers import Problem

FAILURES = 2  # at different times, before a link counts as broken


class LinkQuerySet(models.QuerySet["Link"]):
    def broken(self) -> Self:
        """What leads nowhere, for good or for now, on something that is published."""
        return self.filter(failures__gte=FAILURES, mentions__isnull=False).distinct()

    def watched(self) -> Self:
        return self.filter(ignored_because="")

    def lasting(self) -> Self:
        return self.filter(problem__in=Problem.LASTING)

    def due(self) -> Self:
        """What to ask next, the longest waiting first; the addresses of other sites only if that is wanted."""
        waiting = self.filter(due_at__lte=timezone.now(), mentions__isnull=False).distinct().order_by("due_at", "pk")
        return waiting if settings.LINK_CHECKER else waiting.exclude(OUTSIDE)


OUTSIDE = Q(address__startswith="http")


class Link(models.Model):
    """An address that published content leads to, and what came of asking it.

    Written by `services` only, without signals: what readers see does not depend on it.
    """

    address = models.CharField(_("address"), max_length=LONGEST, unique=True)
    problem = models.CharField(_("what is wrong"), max_length=12, choices=Problem, blank=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    redirects = models.PositiveSmallIntegerField(_("redirects"), default=0)
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    broken_since = models.DateTimeField(_("since"), null=True)
    checked_at = models.DateTimeField(_("last asked"), null=True)
    due_at = models.DateTimeField(_("to be asked"), default=timezone.now, db_index=True)
    ignored_because = models.CharField(_("reason"), max_length=200, blank=True)
    ignored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = LinkQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "change")
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.address

    @property
    def is_outside(self) -> bool:
        return self.address.startswith("http")

    @property
    def is_lasting(self) -> bool:
        return self.problem in Problem.LASTING

    @property
    def holders(self) -> list[Any]:
        """The pages and facts that lead there."""
        return [mention.holder for mention in self.mentions.all() if mention.holder]

    @property
    def places(self) -> list[str]:
        """Their names, for export."""
        return [str(holder) for holder in self.holders]


class Mention(models.Model):
    """A page or a fact that leads to an address."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="mentions")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    holder = GenericForeignKey()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("content_type", "object_id", "link"), name="link_once_per_holder"),
        )

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} → {self.link_id}"
