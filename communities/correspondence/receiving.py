"""Mail that comes in: the one door, whoever brings it.

Brought again it changes nothing more. What cannot be done now, because the database or the mail server is away,
raises, so that whoever brought it does so again later.
"""

import logging

from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _

from communities.discussions.files import attach
from communities.discussions.models import Post
from communities.notifications.addresses import Purpose, SignedAddress, read_address
from communities.people.models import User

from .answering import Refused, tell_refused, tell_without_files
from .bounces import note_bounce
from .incoming import LARGEST, Incoming, Letter, Unreadable, as_upload
from .posting import ask, reply

logger = logging.getLogger(__name__)
WARNINGS_A_DAY = 3  # to one account: who holds an address of somebody else's must not fill his or her mailbox
DAY = 24 * 60 * 60  # seconds


class WrongSender(Refused):
    """It came from another mailbox than the one whose owner may write to the address."""


def receive(raw: bytes, recipient: str = "") -> Post | None:
    """Make a post of a mail; None where it becomes none. `recipient` is the envelope's, where it is known."""
    incoming = Incoming.read(raw)
    address = _address_of(incoming, recipient)
    user = User.objects.filter(pk=address.user_pk).first() if address else None
    if address is None or user is None:
        logger.info("A mail came to no address of this site")
        return None
    if address.purpose == Purpose.BOUNCE:
        note_bounce(incoming, address, user)
        return None
    if incoming.is_automatic:
        logger.info("A mail was written by no person")
        return None
    with translation.override(user.language):
        return _post_or_answer(incoming, address, user)


def _address_of(incoming: Incoming, recipient: str) -> SignedAddress | None:
    """The first that this site made."""
    made = (read_address(address) for address in (recipient, *incoming.recipients))
    return next((address for address in made if address), None)


def _post_or_answer(incoming: Incoming, address: SignedAddress, user: User) -> Post | None:
    try:
        _check_sender(incoming, address, user)
        letter = _letter_of(incoming)
        post = _POST[address.purpose](user, address.about_pk, incoming, letter)
    except Refused as refused:
        logger.info("A mail was refused")
        if not isinstance(refused, WrongSender) or _may_tell_once_more(user):
            tell_refused(user, incoming, refused)
        return None
    if letter.attachments:
        left_out = attach(post=post, files=[as_upload(part) for part in letter.attachments])
        if left_out:
            tell_without_files(user, incoming, left_out, post.permalink.split("/", 2)[2])
    return post


_POST = {Purpose.REPLY: reply, Purpose.ASK: ask}


def _check_sender(incoming: Incoming, address: SignedAddress, user: User) -> None:
    """Whoever holds the address has read a mail to this person; who was handed that mail writes from elsewhere."""
    if incoming.sender != user.email.lower():
        raise WrongSender(
            _(
                "It came from %(sender)s, but the address that it was sent to is yours alone and takes mails from "
                "your own mailbox only. If you have several mailboxes, write from this one. If it was not you who "
                "wrote, somebody else has one of our mails to you: do not pass them on."
            )
            % {"sender": incoming.sender or "?"}
        )
    if not user.is_active:
        raise Refused(_("Your account is suspended."))
    if address.has_ended:
        raise Refused(_("The address that you wrote to has ended. Newer mails from us have newer addresses."))


def _may_tell_once_more(user: User) -> bool:
    key = f"wrong-sender:{user.pk}"
    cache.add(key, 0, DAY)
    try:
        return cache.incr(key) <= WARNINGS_A_DAY
    except ValueError:  # nobody counts while Redis is away: better once too often than words lost in silence
        return True


def _letter_of(incoming: Incoming) -> Letter:
    if incoming.is_too_large:
        raise Refused(_("It is larger than %(size)s MB.") % {"size": LARGEST // 1024**2})
    try:
        return Letter.read(incoming)
    except Unreadable as error:
        raise Refused(_("We could not read it. Please write it again as a plain mail.")) from error
