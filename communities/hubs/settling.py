"""Facilitators say who may join their hub and who reads it; what that changes is told before it is done."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from communities.people.models import User

from .models import Hub

Joining, Visibility = Hub.Joining, Hub.Visibility


class ChangedMeanwhile(Exception):
    """The hub is not any more what its facilitator looked at."""


def state_of(hub: Hub) -> str:
    """What a facilitator looked at before changing it."""
    return f"{hub.joining} {hub.visibility}"


@transaction.atomic
def settle(*, hub: Hub, was: str, joining: str, visibility: str, by: User) -> None:
    """Set both, and write down what they were.

    Raises:
        ChangedMeanwhile: nothing was changed.
    """
    found = Hub.objects.select_for_update(of=("self",)).select_related("theme").get(pk=hub.pk)
    if state_of(found) != was:
        raise ChangedMeanwhile
    found.joining, found.visibility = joining, visibility
    found.save()
    log(found, "hubs.settle", user=by, data={"was": was, "is": state_of(found)})


def what_changes(hub: Hub, *, joining: str, visibility: str) -> list[str]:
    """What others will notice; nothing where both stay as they are."""
    told = []
    if visibility != hub.visibility:
        told.append(_told_of_visibility(hub, visibility))
    if joining != hub.joining:
        told.append(_told_of_joining(joining))
    return told


def _told_of_visibility(hub: Hub, visibility: str) -> str:
    if visibility == Visibility.PUBLIC:
        return _(
            "Everybody will read the discussions and dates, without signing in and through search engines: also what "
            "was written so far, when members alone could read it."
        )
    if visibility == Visibility.HIDDEN:
        return _("Members alone will know of the hub: for everybody else it is not there any more.")
    if hub.is_hidden:
        return _("Everybody will see that the hub is there. Members alone will read its discussions and dates.")
    return _("Members alone will read the discussions and dates. Everybody will still see that the hub is there.")


def _told_of_joining(joining: str) -> str:
    if joining == Joining.OPEN:
        return _("Everybody will join at once. Who waits for an answer is let in and told.")
    if joining == Joining.ON_REQUEST:
        return _("Who would like to join will ask, and a facilitator answers.")
    return _("Only who is invited will join. Who has asked already still waits for an answer.")
