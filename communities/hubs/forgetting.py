"""Invitations that let nobody in any more, and dates that are over."""

from communities.people.forgetting.registry import delete, register_forgetter

from .models import Date, Invitation


def register() -> None:
    register_forgetter("invitations", lambda before: delete(Invitation.objects.filter(until__lt=before)))
    register_forgetter("dates", lambda before: delete(Date.objects.filter(ends_at__lt=before)))
