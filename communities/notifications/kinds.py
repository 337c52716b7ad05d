"""What people are told of: how each kind is worded, and how often it is mailed to those who chose nothing."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    NEVER = "never", _("Never")


@dataclass(frozen=True)
class Kind:
    """`text` is filled with %(who)s, %(hub)s and what was told besides; `choice` names it among one's mails.

    Of who was muted or blocked one hears no talk (`is_talk`), but what the work in a hub needs.
    """

    text: Promise
    choice: Promise
    frequency: Frequency = Frequency.AT_ONCE
    is_talk: bool = False


ASKS = _("Somebody asks to join a hub that I facilitate")
ANSWERED = _("The answer when I asked to join a hub")
REPORTED = _("What became of my reports")
MINDED = _("A moderator asks me to mind how I write")
DATE_CHANGED = _("A date of one of my hubs is changed or cancelled")

KINDS = {
    "asked": Kind(_("%(who)s asks to join “%(hub)s”"), ASKS),
    "asked-with-note": Kind(_("%(who)s asks to join “%(hub)s”: %(note)s"), ASKS),
    "let-in": Kind(_("You are a member of “%(hub)s” now"), ANSWERED),
    "declined": Kind(_("“%(hub)s” did not take you in this time"), ANSWERED),
    "removed": Kind(_("You are no longer a member of “%(hub)s”"), _("A facilitator removes me from a hub")),
    "appointed": Kind(_("You facilitate “%(hub)s” now"), _("I was made a facilitator")),
    "welcomed": Kind(_("%(who)s welcomes you to “%(hub)s”"), _("A facilitator welcomes me to a hub")),
    "question": Kind(
        _("New in “%(hub)s”: %(title)s"), _("A new thread in one of my hubs"), Frequency.WEEKLY, is_talk=True
    ),
    "call": Kind(_("%(who)s asks you: %(title)s"), _("Somebody asks me to look at a question"), is_talk=True),
    "rescue": Kind(
        _("Nobody has answered yet in “%(hub)s”, perhaps you can: %(title)s"),
        _("A question of one of my hubs waits for an answer that I may have"),
        is_talk=True,
    ),
    "consent": Kind(
        _("%(who)s would like to use what you wrote for the library: %(title)s. Do you agree?"),
        _("Somebody wants to use my posts for the library"),
    ),
    "withdrawn": Kind(
        _("%(who)s does not agree any more to be in “%(title)s”"), _("Consent to a page that I made is taken back")
    ),
    "draft": Kind(
        _("%(who)s made a draft for the library: %(title)s"), _("A draft for the library waits for its editors")
    ),
    "date": Kind(_("A date of “%(hub)s”: %(title)s"), _("A date of one of my hubs"), frequency=Frequency.DAILY),
    "date-changed": Kind(_("Another time in “%(hub)s”: %(title)s"), DATE_CHANGED),
    "date-cancelled": Kind(_("Cancelled in “%(hub)s”: %(title)s"), DATE_CHANGED),
    "mention": Kind(_("%(who)s mentioned you in “%(title)s”"), _("Somebody mentions me in a post"), is_talk=True),
    "reply": Kind(_("%(who)s wrote in “%(title)s”"), _("A new post in a thread that I follow"), is_talk=True),
    "report": Kind(_("Reported: %(reason)s"), _("Somebody reports what I may decide about")),
    "report-dismissed": Kind(_("A moderator has looked at what you reported and leaves it as it is"), REPORTED),
    "report-acted": Kind(_("What you reported has been dealt with. Thank you"), REPORTED),
    "warned": Kind(_("Please mind how you write here: %(reason)s"), MINDED),
    "lifted": Kind(_("Your account is open again"), MINDED),
    "waiting": Kind(
        _("Somebody new wrote in “%(hub)s”: it leads to another site and waits to be read"),
        _("A post waits for my nod"),
    ),
    "stands": Kind(_("What you wrote in “%(title)s” was read, and stands now"), _("A post of mine was let stand")),
    "undelivered": Kind(
        _("What you sent to %(to)s could not be delivered: no mail server takes it"),
        _("A message or an invitation of mine could not be delivered"),
    ),
}


def chosen_with(kind: str) -> list[str]:
    """The kinds that are one among somebody's mails, this one included: they are chosen together."""
    return [name for name, other in KINDS.items() if other.choice is KINDS[kind].choice]
