from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from communities.hubs.models import Hub, Membership
from communities.hubs.querysets import may_moderate
from communities.people.models import Person, User

from .verdicts import Verdict

if TYPE_CHECKING:
    from .models import Report  # noqa: F401

DAY = timedelta(days=1)


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(verdict=Verdict.OPEN)

    def of_today(self) -> "ReportQuerySet":
        return self.filter(created_at__gt=timezone.now() - DAY)

    def visible_to(self, user: Person) -> "ReportQuerySet":
        """Those that `user` reads and decides: facilitators in their hubs, moderators everywhere.

        Nobody does in a matter of his or her own, nor learns who reported it.
        """
        if not user.is_authenticated:
            return self.none()
        others = self.exclude(person=user)
        if may_moderate(user):
            return others
        facilitated = Membership.objects.facilitators().filter(user=user)
        return others.filter(post__thread__hub__in=facilitated.values("hub"))

    def warnings_of(self, user: User) -> "ReportQuerySet":
        return self.filter(person=user, verdict__in=[verdict for verdict in Verdict if verdict.warns])

    def of_hub(self, hub: Hub) -> "ReportQuerySet":
        return self.filter(post__thread__hub=hub)

    def for_reading(self) -> "ReportQuerySet":
        """With all that a queue shows, in one query."""
        return self.select_related("person__profile", "post__author", "post__thread__hub__theme")
