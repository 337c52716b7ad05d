"""Writing to a member: kept first, then mailed; what the mail server does not take now goes later, for some days."""

import logging
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from ..letters import refused, undelivered
from ..models import Block, Message, User
from .access import contact_of
from .mailing import compose

logger = logging.getLogger(__name__)
MOST_A_DAY = 10
PATIENCE = 10  # seconds that a sender waits for the mail server


class NotWanted(Exception):
    """The other takes no messages, from this person or from anybody."""


class TooMany(Exception):
    """Enough for one day."""


@transaction.atomic
def write(*, sender: User, recipient: User, text: str, may_answer: bool, token: UUID | None = None) -> Message:
    """Keep a message to be mailed; the same form sent again finds the message that it made.

    Raises:
        NotWanted: `recipient` takes none from `sender`.
        TooMany: `sender` has written to enough people within a day.
    """
    # two at the same moment are counted one after the other
    User.objects.select_for_update(no_key=True).get(pk=sender.pk)
    known = Message.objects.filter(sender=sender, recipient=recipient, token=token).exclude(token=None).first()
    if known:
        return known
    if not contact_of(sender, recipient.profile).may_write:
        raise NotWanted
    if Message.objects.of_today(sender).count() >= MOST_A_DAY:
        raise TooMany
    return Message.objects.create(sender=sender, recipient=recipient, text=text, may_answer=may_answer, token=token)


def deliver(message: Message) -> bool:
    """Mail it, once whoever else tries; False where it has to wait."""
    if not Message.objects.waiting().filter(pk=message.pk).update(claimed_at=timezone.now()):
        return False
    message = Message.objects.select_related("sender__profile", "recipient__profile").get(pk=message.pk)
    try:
        compose(message, get_connection(timeout=PATIENCE)).send()
    except SMTPRecipientsRefused as error:
        logger.warning("A mail server refused an address")
        refused.send(sender=Message, user=message.recipient, error=error)
        Message.objects.filter(pk=message.pk).update(claimed_at=None)
        return False
    except Exception:  # whatever a mail server does, the message is kept
        logger.exception("A message could not be mailed")
        Message.objects.filter(pk=message.pk).update(claimed_at=None)
        return False
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now(), text="")
    return True


def deliver_waiting() -> int:
    """Mail what could not be mailed before, and end what was tried for days; returns how many went."""
    for message in Message.objects.too_old().select_related("sender", "recipient__profile"):
        _end(message)
    return sum(deliver(message) for message in Message.objects.waiting().order_by("pk"))


@transaction.atomic
def _end(message: Message) -> None:
    """Its words are forgotten, and the sender is told; that somebody blocked or was suspended, is not."""
    if Message.objects.too_old().filter(pk=message.pk).update(text=""):
        recipient = message.recipient
        path = f"people/{recipient.profile.public_id}/"
        told = {"about": f"message:{message.pk}", "to": recipient.public_name, "path": path}
        undelivered.send(sender=Message, user=message.sender, **told)


def block(*, user: User, other: User, kind: Block.Kind) -> None:
    Block.objects.update_or_create(user=user, blocked=other, defaults={"kind": kind})


def unblock(*, user: User, public_id: str) -> None:
    """By the address of the other's page, which `user` may not see any more."""
    Block.objects.filter(user=user, blocked__profile__public_id=public_id).delete()
