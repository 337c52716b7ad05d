from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.backends import ModelBackend
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from communities.people.factors import lacks_factor, with_factor
from communities.people.models import Person, User

if TYPE_CHECKING:
    from .models import Hub, Membership  # noqa: F401

NEW = timedelta(days=30)  # for so long a member is welcomed
TOLD_OUTSIDE = ("declined", "removed")  # news for those who are not in the hub


def may_moderate(user: Person) -> bool:
    """Moderators are staff, with a second factor where one is asked for; nobody else costs a query."""
    is_staff = user.is_authenticated and user.is_staff
    return is_staff and user.has_perm("hubs.moderate_hub") and not lacks_factor(user)


def moderators() -> "models.QuerySet[User]":
    """Those of whom `may_moderate` is so."""
    return with_factor(ModelBackend().with_perm("hubs.moderate_hub").filter(is_staff=True))


def readable_news() -> Q:
    """Of news: of no hub or a public one, of one that their reader is in or moderates, and that one is not in it."""
    from .models import Hub, Membership

    inside = Membership.objects.inside().filter(hub=OuterRef("hub"), user=OuterRef("user"))
    told_outside = Q(hub=None) | Q(hub__visibility=Hub.Visibility.PUBLIC) | Q(kind__in=TOLD_OUTSIDE)
    return told_outside | Q(Exists(inside)) | Q(user__in=moderators())


class HubQuerySet(models.QuerySet["Hub"]):
    def visible_to(self, user: Person) -> "HubQuerySet":
        """Those that `user` may know of: hidden ones are known to whom they were opened, and to moderators."""
        from .models import Membership

        if may_moderate(user):
            return self
        known = ~Q(visibility=self.model.Visibility.HIDDEN)
        if user.is_authenticated:
            mine = Membership.objects.inside().filter(hub=OuterRef("pk"), user=user)
            return self.filter(known | Q(Exists(mine)))
        return self.filter(known)

    def for_listing(self) -> "HubQuerySet":
        """With theme and number of members, in one query."""
        from .models import Membership

        state = Membership.State.ACTIVE
        return (
            self.select_related("theme")
            .order_by("theme__order", "pk")
            .annotate(
                member_count=Count(
                    "memberships", filter=Q(memberships__state=state, memberships__user__is_active=True)
                )
            )
        )

    def hold(self, hub: "Hub") -> None:
        """Until the transaction ends, whoever else holds it waits; who joins or writes there does not (`no_key`)."""
        self.select_for_update(of=("self",), no_key=True).get(pk=hub.pk)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def inside(self) -> "MembershipQuerySet":
        """Of those who are members now: nobody who waits, was removed or is suspended."""
        return self.filter(state=self.model.State.ACTIVE, user__is_active=True)

    def asking(self) -> "MembershipQuerySet":
        return self.filter(state=self.model.State.ASKED, user__is_active=True)

    def unwelcomed(self) -> "MembershipQuerySet":
        """Those who came lately and heard no word of welcome yet, the newest first."""
        new = self.inside().filter(role=self.model.Role.MEMBER, welcomed_at=None, since__gt=timezone.now() - NEW)
        return new.order_by("-since", "-pk")

    def facilitators(self) -> "MembershipQuerySet":
        return self.inside().filter(role=self.model.Role.FACILITATOR)
