"""What people are told when they come and go."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Hub, Membership


def told_after_joining(membership: Membership) -> str:
    if membership.state == Membership.State.ACTIVE:
        return _("You are a member of “%(hub)s” now.") % {"hub": membership.hub}
    return _("You asked to join “%(hub)s”. A facilitator will answer you by mail.") % {"hub": membership.hub}


def told_too_soon(membership: Membership) -> str:
    date = date_format(timezone.localtime(membership.may_ask_from), "DATE_FORMAT")
    return _("You can ask to join “%(hub)s” again from %(date)s.") % {"hub": membership.hub, "date": date}


def told_after_leaving(hub: Hub) -> str:
    return _("You have left “%(hub)s”.") % {"hub": hub}


def told_not_invited(hub: Hub) -> str:
    return _("“%(hub)s” takes members by invitation only.") % {"hub": hub}


def told_invitation_ended() -> str:
    """Whichever hub it was for: it may be a hidden one."""
    return _("The invitation that you came with was used or has ended meanwhile: ask who invited you for another one.")
