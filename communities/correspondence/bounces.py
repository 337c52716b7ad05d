"""What mail servers report of mails that the site sent: RFC 3464."""

from email.message import Message

from communities.notifications.models import Pause
from communities.notifications.pausing import is_about_the_address, pause
from communities.people.models import User

from .incoming import Incoming, Unreadable, parts_of


def note_bounce(incoming: Incoming, user: User) -> None:
    """Pause mail to `user` where the report says that the address fails for good: not of delays, nor of full disks.

    The address that it came to was on the envelope of a mail to `user` alone: nobody else can report anything.
    """
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
