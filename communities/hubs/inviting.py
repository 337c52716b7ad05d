"""Inviting people: by mail, one at a time, or by a link that can be passed on."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task
from wagtail.log_actions import log

from communities.people.models import User

from .models import Hub, Invitation, Membership
from .services import ask_again

AT_MOST = 50  # open invitations of one hub by mail: whoever needs more sends the link


class TooMany(Exception):
    """The hub waits for enough people already."""


class UsedUp(Exception):
    """The invitation has let somebody in, or was withdrawn."""


@transaction.atomic
def invite(*, hub: Hub, email: str, by: User) -> Invitation:
    """Mail an invitation, in the language of who invites; to the same address there is one at a time.

    Raises:
        TooMany: the hub has AT_MOST invitations that nobody answered.
    """
    waiting = hub.invitations.open().exclude(email="")
    known = waiting.filter(email__iexact=email).first()
    if known is None and waiting.count() >= AT_MOST:
        raise TooMany
    invitation = known or Invitation.objects.create(hub=hub, email=email, invited_by=by)
    log(invitation, "hubs.invite", user=by)
    transaction.on_commit(partial(send_invitation.enqueue, invitation.pk, by.language))
    return invitation


@transaction.atomic
def link_of(*, hub: Hub, by: User) -> Invitation:
    """The hub's open link, made if there is none."""
    known = hub.invitations.open().filter(email="").first()
    if known:
        return known
    made = Invitation.objects.create(hub=hub, invited_by=by)
    log(made, "hubs.invite-link", user=by)
    return made


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User) -> None:
    """Its address lets nobody in any more."""
    log(invitation, "hubs.withdraw", user=by)
    invitation.delete()


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Membership:
    """Become a member, whatever the hub's mode. An invitation by mail is used up; by a link that anybody may hold, who
    was removed only asks.

    Raises:
        UsedUp: somebody else came with this invitation.
    """
    if invitation.email and not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_by=user):
        raise UsedUp
    membership, _is_new = Membership.objects.get_or_create(hub=invitation.hub, user=user)
    if membership.state == Membership.State.REMOVED and not invitation.email:
        return ask_again(membership=membership)
    Membership.objects.filter(pk=membership.pk).update(state=Membership.State.ACTIVE)
    membership.refresh_from_db()
    return membership


@task()
def send_invitation(pk: int, language: str) -> None:
    invitation = Invitation.objects.open().select_related("hub__theme", "invited_by").filter(pk=pk).first()
    if invitation is None:
        return
    with translation.override(language):
        url = settings.BASE_URL + invitation.get_absolute_url()
        context = {"hub": invitation.hub, "who": invitation.invited_by.public_name, "url": url}
        subject = " ".join(render_to_string("hubs/mail/invitation_subject.txt", context).split())
        body = render_to_string("hubs/mail/invitation_body.txt", context)
    EmailMessage(subject, body, to=[invitation.email], headers={"Auto-Submitted": "auto-generated"}).send()
