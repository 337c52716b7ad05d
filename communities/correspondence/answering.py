"""What the site answers to a mail: to the address of the account, whatever the mail says it is from."""

import logging

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from communities.notifications.reading import pause_of
from communities.people.letters import letter
from communities.people.models import User

from .incoming import Incoming

logger = logging.getLogger(__name__)


class Refused(Exception):
    """A mail does not become a post; `reason` says why in the writer's language, `path` where to go on instead."""

    def __init__(self, reason: str, path: str = "inbox/") -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path


def tell_refused(user: User, incoming: Incoming, refused: Refused) -> None:
    _answer(user, incoming, _("Your mail was not posted"), refused.reason, refused.path)


def tell_without_files(user: User, incoming: Incoming, reasons: list[str], path: str) -> None:
    """Which files were left out, and why."""
    told = "\n".join((_("Your words are posted, but not all the files that came with them."), *reasons))
    _answer(user, incoming, _("Your mail was posted without some of its files"), told, path)


def _answer(user: User, incoming: Incoming, subject: str, reason: str, path: str) -> None:
    """Not to an address that takes no mail. `path` is below the language."""
    if pause_of(user):
        logger.info("A mail is not answered: the address takes no mail")
        return
    page = f"{settings.BASE_URL}/{user.language}/{path}"
    context = {"reason": reason, "subject": incoming.subject, "page": page}
    body = render_to_string("correspondence/mail/answer.txt", context)
    letter(user.email, subject, body, user=user, headers={"Auto-Submitted": "auto-replied"}).send()
