"""Addresses that mail does not reach, or whose reader called it spam: nothing goes there until its owner says so."""

from smtplib import SMTPRecipientsRefused

from anymail.exceptions import AnymailRecipientsRefused

from communities.people.models import User

from .models import Pause

REFUSALS = (SMTPRecipientsRefused, AnymailRecipientsRefused)  # by a mail server, by a mail service


def pause(*, user: User, reason: Pause.Reason) -> None:
    """Mail nothing to this person's present address; what there is to tell waits in the inbox."""
    Pause.objects.update_or_create(user=user, defaults={"email": user.email, "reason": reason})


def resume(*, user: User) -> None:
    Pause.objects.filter(user=user).delete()


def is_about_the_address(status: str) -> bool:
    """Whether a mail server's code (RFC 3463) says for good that an address takes no mail.

    Not where it dislikes who sends (5.7): that is nothing that the reader could change.
    """
    return status.startswith("5.") and not status.startswith("5.7.")


def is_refused_for_good(error: SMTPRecipientsRefused | AnymailRecipientsRefused) -> bool:
    """By all that were asked, at once: 550 5.1.1 and the like; a mail server need not send the longer code.

    A mail service refuses only what it knows to be no address, or not to take mail.
    """
    return isinstance(error, AnymailRecipientsRefused) or all(
        500 <= code < 600 and is_about_the_address(_status(answer)) for code, answer in error.recipients.values()
    )


def is_final(error: SMTPRecipientsRefused | AnymailRecipientsRefused) -> bool:
    """Whether it is no use to try again, whomever the mail server dislikes."""
    return isinstance(error, AnymailRecipientsRefused) or all(
        500 <= code < 600 for code, _answer in error.recipients.values()
    )


def _status(answer: bytes | str) -> str:
    words = (answer.decode(errors="replace") if isinstance(answer, bytes) else answer).split()
    return words[0] if words and words[0].count(".") == 2 else "5.0.0"
