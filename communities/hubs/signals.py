from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.db.models import Q
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.http import HttpRequest

from communities.notifications.models import Notification
from communities.people import intents
from communities.people.models import User

from . import services
from .inviting import UsedUp, accept
from .models import Hub, Invitation, Membership
from .wishing import take_wish
from .wording import told_after_joining, told_invitation_ended, told_too_soon


@receiver(user_logged_in)
def join_as_intended(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Who pressed "join" before signing in has joined on arriving."""
    if request and (token := intents.take(request, "invitation")):
        accept_as_intended(request, user, token)
        return
    key, note = take_wish(request) if request else ("", "")
    hub = Hub.objects.visible_to(user).select_related("theme").filter(theme__key=key).first() if key else None
    if request is None or hub is None:
        return
    try:
        membership = services.join(hub=hub, user=user, note=note)
    except services.NotInvited:
        return
    except services.TooSoon as error:
        messages.error(request, told_too_soon(error.membership))
        return
    messages.success(request, told_after_joining(membership))


def accept_as_intended(request: HttpRequest, user: User, token: str) -> None:
    invitation = Invitation.objects.open().select_related("hub__theme").filter(token=token).first()
    try:
        membership = accept(invitation=invitation, user=user) if invitation else None
    except UsedUp:
        membership = None
    except services.TooSoon as error:
        messages.error(request, told_too_soon(error.membership))
        return
    if membership:
        messages.success(request, told_after_joining(membership))
    else:
        messages.warning(request, told_invitation_ended())


@receiver(post_save, sender=Hub)
def let_in_who_waits(instance: Hub, raw: bool, **kwargs: Any) -> None:
    """Whoever opens the hub, and wherever."""
    if instance.joining == Hub.Joining.OPEN and not raw:
        services.open_up(hub=instance)


@receiver(pre_delete, sender=Membership)
def take_the_note_along(instance: Membership, **kwargs: Any) -> None:
    """What was said on asking to join goes with the membership, out of the inboxes too."""
    if instance.note:
        told = Notification.objects.filter(kind="asked-with-note", about__startswith=f"membership:{instance.pk}:")
        told.delete()


@receiver(pre_delete, sender=User)
def leave_no_invitation(instance: User, **kwargs: Any) -> None:
    """Nor an address that somebody was invited at; whoever has not come yet is still invited."""
    if instance.last_login:
        sent = Invitation.objects.exclude(email="")
        sent.filter(Q(email__iexact=instance.email) | Q(accepted_by=instance)).delete()
