from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch

if TYPE_CHECKING:
    from .models import Organisation


class FactQuerySet(models.QuerySet[Any]):
    """Facts that have drafts: the one door through which anything is shown to a person."""

    def live(self) -> Self:
        return self.filter(live=True)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """What `user` may read on the site: published facts; drafts are seen in the editor's preview only."""
        return self.live()


def partners() -> Prefetch:
    from .models import Partner

    return Prefetch("partners", Partner.objects.select_related("organisation"))


def results_and_proof() -> Prefetch:
    from .models import Result

    return Prefetch("results", Result.objects.select_related("source"))


class PartnershipQuerySet(FactQuerySet):
    def with_partners(self) -> Self:
        return self.prefetch_related(partners())

    def with_results_and_proof(self) -> Self:
        return self.prefetch_related(results_and_proof())

    def of_organisation(self, organisation: "Organisation") -> Self:
        return self.filter(partners__organisation=organisation).distinct()

    def for_detail(self) -> Self:
        return (
            self.select_related("programme")
            .with_partners()
            .with_results_and_proof()
            .prefetch_related("themes", "tags", "goals", "targets", "sources")
        )

    def for_search(self) -> Self:
        """With all that search is told of it, in every language."""
        return (
            self.select_related("programme")
            .with_partners()
            .prefetch_related("themes", "tags", "goals", "targets__goal", "results")
        )

    def newest_first(self) -> Self:
        return self.order_by("-start", "reference")

    def with_results(self) -> Self:
        return self.filter(results__isnull=False).distinct()
