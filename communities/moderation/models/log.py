from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models.audit_log import BaseLogEntry, BaseLogEntryManager

from communities.hubs.models import Hub
from communities.hubs.querysets import may_moderate
from communities.people.models import User


class ModerationLogManager(BaseLogEntryManager):
    def log_action(self, instance: models.Model, action: str, **kwargs: Any) -> "ModerationLogEntry":
        """Where it happened and to whom is told by the thing itself."""
        told = {"object_id": str(instance.pk), "hub": _hub_of(instance), "person": _person_of(instance)}
        return super().log_action(instance, action, **told | kwargs)

    def get_instance_title(self, instance: models.Model) -> str:
        """Without names and words of people: the entry outlasts both."""
        return f"{instance._meta.label_lower.rpartition('.')[2]} {instance.pk}"

    def viewable_by_user(self, user: User) -> models.QuerySet["ModerationLogEntry"]:
        return self.all() if may_moderate(user) else self.none()

    def for_instance(self, instance: models.Model) -> models.QuerySet["ModerationLogEntry"]:
        return self.get_for_model(type(instance)).filter(object_id=str(instance.pk))


class ModerationLogEntry(BaseLogEntry):
    """What a facilitator or moderator did, to whom, where, when and why; written once, by `wagtail.log_actions.log`.

    Wagtail's own entry knows neither the person it was done to nor the hub, by which moderators look for it.
    """

    object_id = models.CharField(max_length=255, db_index=True)
    hub = models.ForeignKey(Hub, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("hub"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("to whom")
    )

    objects = ModerationLogManager()

    class Meta(BaseLogEntry.Meta):
        ordering = ("-timestamp", "-id")
        verbose_name = _("act of moderation")
        verbose_name_plural = _("acts of moderation")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once: what was done is not written anew."""
        if not self._state.adding:
            raise TypeError("An act of moderation is never changed")
        super().save(*args, **kwargs)

    @property
    def person_name(self) -> str:
        """Whoever is gone, and nobody, have none."""
        return self.person.public_name if self.person else "–"

    @property
    def why(self) -> str:
        return str(self.data.get("why", ""))


def _hub_of(instance: Any) -> Hub | None:
    """Of a post its thread's, of everything else its own, if it has one; a hub is its own."""
    if isinstance(instance, Hub):
        return instance
    thread = getattr(instance, "thread", None)
    return thread.hub if thread else getattr(instance, "hub", None)


def _person_of(instance: Any) -> User | None:
    """Whose it is: a member's membership, an author's post, the person a report is about."""
    names = ("person", "user", "author")
    return next((getattr(instance, name) for name in names if hasattr(instance, name)), None)
