"""What mail servers report of mails that the site sent: RFC 3464."""

from email.message import Message

from communities.notifications.addresses import SignedAddress
from communities.notifications.models import Pause
from communities.notifications.pausing import is_about_the_address, pause
from communities.people.models import User

from .incoming import Incoming, Unreadable, parts_of


def note_bounce(incoming: Incoming, address: SignedAddress, user: User) -> None:
    """Pause mail to `user` where the report says that the address fails for good: not of delays, nor of full disks.

    Nor of an address that `user` had before: the one that it came to says which. Whom the report itself names says
    little, where mail is passed on. It was on the envelope of a mail to `user` alone: nobody else can report anything.
    """
    if not address.is_return_of(user):
        return
    try:
        failed = any(_fails_for_good(block) for block in _reported(incoming.body()))
    except Unreadable:
        return
    if failed:
        pause(user=user, reason=Pause.Reason.BOUNCED)


def _reported(message: Message) -> list[Message]:
    """The blocks of the machine-readable part, one for each recipient."""
    status = [part for part in parts_of(message) if part.get_content_type() == "message/delivery-status"]
    return [block for part in status if part.is_multipart() for block in part.get_payload()]  # type: ignore[misc]


def _fails_for_good(block: Message) -> bool:
    action, status = (str(block.get(name, "")).strip().lower() for name in ("action", "status"))
    return action == "failed" and is_about_the_address(status)
