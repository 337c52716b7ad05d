"""Inviting people: by mail, one at a time, or by a link that can be passed on."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task
from wagtail.log_actions import log

from communities.notifications.pausing import is_refused_for_good
from communities.notifications.services import tell
from communities.people.letters import letter
from communities.people.models import User

from .models import Hub, Invitation, Membership
from .services import ask_again

logger = logging.getLogger(__name__)
AGAIN = timedelta(days=1)  # an address that was mailed is not mailed again before
AT_MOST = 50  # open invitations of one hub by mail: whoever needs more sends the link


class TooMany(Exception):
    """The hub waits for enough people already."""


class UsedUp(Exception):
    """The invitation has let somebody in, or was withdrawn."""


@task()
def mail_invitations() -> int:
    """Also on the worker's clock: a mail server that was away takes them later."""
    return mail_waiting()


@transaction.atomic
def invite(*, hub: Hub, email: str, by: User) -> Invitation:
    """Mail an invitation; to the same address there is one at a time, and one mail a day, however often it is sent.

    Raises:
        TooMany: the hub has AT_MOST invitations that nobody answered.
    """
    Hub.objects.hold(hub)  # two who invite at once find what the other made
    waiting = hub.invitations.open().exclude(email="")
    known = waiting.filter(email__iexact=email).first()
    if known is None and waiting.count() >= AT_MOST:
        raise TooMany
    invitation = known or Invitation.objects.create(hub=hub, email=email, invited_by=by)
    if invitation.sent_at and invitation.sent_at < timezone.now() - AGAIN:
        invitation.sent_at = None
        invitation.save(update_fields=["sent_at"])
    log(invitation, "hubs.invite", user=by)
    transaction.on_commit(mail_invitations.enqueue)
    return invitation


@transaction.atomic
def link_of(*, hub: Hub, by: User) -> Invitation:
    """The hub's open link, made if there is none."""
    Hub.objects.hold(hub)
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
        TooSoon: by a link, lately removed or declined.
    """
    if invitation.email and not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_by=user):
        raise UsedUp
    membership, _is_new = Membership.objects.get_or_create(hub=invitation.hub, user=user)
    if membership.state == Membership.State.REMOVED and not invitation.email:
        return ask_again(membership=membership)
    outside = Membership.objects.filter(pk=membership.pk).exclude(state=Membership.State.ACTIVE)
    outside.update(state=Membership.State.ACTIVE, removed_at=None)
    membership.refresh_from_db()
    return membership


def mail_waiting() -> int:
    """Mail what no mail server has taken yet; returns how many mails went."""
    return sum(_mail(pk) for pk in list(Invitation.objects.to_mail().values_list("pk", flat=True)))


@transaction.atomic
def _mail(pk: int) -> bool:
    """The row is locked meanwhile: another worker passes it by. What cannot be sent is sent next time."""
    waiting = Invitation.objects.to_mail().select_for_update(skip_locked=True, of=("self",))
    invitation = waiting.select_related("hub__theme", "invited_by").filter(pk=pk).first()
    if invitation is None:
        return False
    try:
        compose(invitation).send()
    except SMTPRecipientsRefused as refused:
        logger.warning("A mail server refused an address")
        if is_refused_for_good(refused):
            _give_up(invitation)
        return False
    except Exception:  # whatever a mail server does, the next round tries again
        logger.exception("An invitation could not be mailed")
        return False
    Invitation.objects.filter(pk=pk).update(sent_at=timezone.now())
    return True


def _give_up(invitation: Invitation) -> None:
    """No server takes mail for the address: nobody has the invitation, and who sent it is told."""
    Invitation.objects.filter(pk=invitation.pk).update(until=timezone.now())
    tell(
        users=[invitation.invited_by],
        kind="undelivered",
        about=f"invitation:{invitation.pk}",
        path=f"hubs/{invitation.hub.key}/members/",
        hub=invitation.hub,
        to=invitation.email,
    )


def compose(invitation: Invitation) -> EmailMessage:
    """In the language of the account that has the address, which is paused where the mail comes back; where there is
    none, of who invites.
    """
    user = User.objects.filter(email__iexact=invitation.email).first()
    with translation.override((user or invitation.invited_by).language):
        url = settings.BASE_URL + invitation.get_absolute_url()
        context = {"hub": invitation.hub, "who": invitation.invited_by.public_name, "url": url}
        subject = " ".join(render_to_string("hubs/mail/invitation_subject.txt", context).split())
        body = render_to_string("hubs/mail/invitation_body.txt", context)
    headers = {"Auto-Submitted": "auto-generated"}
    return letter(invitation.email, subject, body, user=user, headers=headers)
