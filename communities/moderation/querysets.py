from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from communities.hubs.models import Hub
from communities.people.models import User

if TYPE_CHECKING:
    from .models import Report  # noqa: F401

DAY = timedelta(days=1)


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(verdict="open")

    def of_today(self) -> "ReportQuerySet":
        return self.filter(created_at__gt=timezone.now() - DAY)

    def for_deciding(self, user: User) -> "ReportQuerySet":
        """Those that `user` may decide, be it in a hub or everywhere: nobody judges in a matter of his or her own."""
        return self.exclude(person=user)

    def warnings_of(self, user: User) -> "ReportQuerySet":
        return self.filter(person=user, verdict__in=("warned", "hidden-warned"))

    def of_hub(self, hub: Hub) -> "ReportQuerySet":
        return self.filter(post__thread__hub=hub)

    def for_reading(self) -> "ReportQuerySet":
        """With all that a queue shows, in one query."""
        return self.select_related("person__profile", "post__author", "post__thread__hub__theme")
