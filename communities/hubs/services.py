"""Coming into a hub, being let in, going, announcing: done whole or not at all, and twice is as good as once."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.log_actions import log

from communities.notifications.models import Notification
from communities.notifications.querysets import NotificationQuerySet
from communities.notifications.services import take_back, tell
from communities.people.models import User

from .answering import answer_path
from .models import Date, Hub, Membership
from .querysets import TOLD_OUTSIDE, moderators

State, Role = Membership.State, Membership.Role
BEGINNING = 200  # characters of a note, in the news of it
CHANGED = ("title", "starts_at", "ends_at", "link", "text")  # of a date


class NotInvited(Exception):
    """The hub takes nobody who was not invited."""


class TooSoon(Exception):
    """Somebody said no lately: asking again waits until `membership.may_ask_from`."""

    def __init__(self, membership: Membership) -> None:
        super().__init__(membership)
        self.membership = membership


class OwnMembership(Exception):
    """Nobody removes himself or herself by a slip: one leaves on the hub's page."""


class LastFacilitator(Exception):
    """Nobody would run the hub."""


@transaction.atomic
def join(*, hub: Hub, user: User, note: str = "") -> Membership:
    """Become a member, or ask to where somebody has to say yes; who was removed always asks. `note` is for those who
    are asked.

    Raises:
        NotInvited: the hub is by invitation only.
        TooSoon: he or she was removed or declined lately.
    """
    known = Membership.objects.filter(hub=hub, user=user).first()
    if known and known.state == State.ASKED and hub.joining == Hub.Joining.OPEN:
        _let_in_unanswered(known)
    if known and known.state != State.REMOVED:
        return known
    if hub.joining == Hub.Joining.BY_INVITATION:
        raise NotInvited
    if known:
        return ask_again(membership=known, note=note)
    is_free = hub.joining == Hub.Joining.OPEN
    becomes = {"state": State.ACTIVE} if is_free else {"state": State.ASKED, "note": note}
    membership, is_new = Membership.objects.get_or_create(hub=hub, user=user, defaults=becomes)
    if is_new and not is_free:
        _tell_who_answers(membership)
    return membership


def open_up(*, hub: Hub) -> None:
    """Everybody joins from now on: who waits is in and told, but for who was put out before and needs an answer."""
    for membership in hub.memberships.filter(state=State.ASKED, removed_at=None).select_related("hub__theme", "user"):
        if _let_in_unanswered(membership):
            _tell(membership, "let-in")


def _let_in_unanswered(membership: Membership) -> bool:
    """Where nobody has to say yes any more; False for who was put out before."""
    waiting = Membership.objects.filter(pk=membership.pk, state=State.ASKED, removed_at=None)
    is_in = bool(waiting.update(state=State.ACTIVE))
    membership.refresh_from_db(fields=["state"])
    return is_in


def ask_again(*, membership: Membership, note: str = "") -> Membership:
    """Who was removed asks to come back; of two presses the second changes nothing.

    Raises:
        TooSoon: somebody said no within AGAIN.
    """
    if membership.must_wait:
        raise TooSoon(membership)
    removed = Membership.objects.filter(pk=membership.pk, state=State.REMOVED)
    if removed.update(state=State.ASKED, role=Role.MEMBER, since=timezone.now(), note=note):
        membership.refresh_from_db()
        _tell_who_answers(membership)
    return membership


def _tell_who_answers(membership: Membership) -> None:
    """Each facilitator gets an address of his or her own, under which to answer without signing in.

    Where a hub has none, moderators answer, on the members' page.
    """
    hub = membership.hub
    told = {
        each.user: answer_path(membership, each.user) for each in hub.memberships.facilitators().select_related("user")
    }
    note = Truncator(membership.note).chars(BEGINNING)
    kind = "asked-with-note" if note else "asked"
    for user, path in (told or dict.fromkeys(moderators(), f"hubs/{hub.key}/members/")).items():
        tell(users=[user], kind=kind, about=membership.told_as, path=path, hub=hub, actor=membership.user, note=note)


@transaction.atomic
def leave(*, hub: Hub, user: User) -> None:
    """End a membership, or take back the wish for one; what was removed stays removed, or is so again."""
    own = Membership.objects.filter(hub=hub, user=user)
    own.filter(state=State.ASKED).exclude(removed_at=None).update(state=State.REMOVED)
    own.exclude(state=State.REMOVED).delete()


@transaction.atomic
def let_in(*, membership: Membership, by: User) -> bool:
    """Say yes to who asked; False where somebody has answered already."""
    return _answer(membership, "let-in", by, state=State.ACTIVE, removed_at=None)


@transaction.atomic
def decline(*, membership: Membership, by: User) -> bool:
    """Say no to who asked; he or she may ask again. False where somebody has answered already."""
    return _answer(membership, "declined", by, state=State.REMOVED, removed_at=timezone.now())


def _answer(membership: Membership, kind: str, by: User, **becomes: object) -> bool:
    waiting = Membership.objects.filter(pk=membership.pk, state=State.ASKED)
    if not waiting.update(**becomes):
        return False
    _tell(membership, kind, by)
    return True


@transaction.atomic
def remove(*, membership: Membership, by: User) -> bool:
    """Put a member out, who is told; coming back has to be asked for.

    Raises:
        OwnMembership, LastFacilitator: nothing was changed.
    """
    if membership.user_id == by.pk:
        raise OwnMembership
    Hub.objects.select_for_update(of=("self",)).get(pk=membership.hub_id)  # two who remove each other wait in turn
    facilitators = list(membership.hub.memberships.facilitators().values_list("pk", flat=True))
    if facilitators == [membership.pk]:
        raise LastFacilitator
    inside = Membership.objects.filter(pk=membership.pk, state=State.ACTIVE)
    if not inside.update(state=State.REMOVED, role=Role.MEMBER, removed_at=timezone.now()):
        return False
    membership.hub.invitations.filter(email__iexact=membership.user.email).delete()
    _tell(membership, "removed", by)
    return True


@transaction.atomic
def appoint(*, membership: Membership, by: User) -> bool:
    """Make a member a facilitator."""
    members = Membership.objects.filter(pk=membership.pk, state=State.ACTIVE).exclude(role=Role.FACILITATOR)
    if not members.update(role=Role.FACILITATOR):
        return False
    _tell(membership, "appointed", by)
    return True


@transaction.atomic
def welcome(*, membership: Membership, by: User) -> bool:
    """Say a word of welcome to a new member, once; False where somebody has."""
    waiting = Membership.objects.filter(pk=membership.pk, state=State.ACTIVE, welcomed_at=None)
    if not waiting.update(welcomed_at=timezone.now()):
        return False
    _tell(membership, "welcomed", by)
    return True


def dismiss(*, membership: Membership, by: User) -> bool:
    """Make a facilitator a member like the others."""
    facilitators = Membership.objects.filter(pk=membership.pk, role=Role.FACILITATOR)
    return bool(facilitators.update(role=Role.MEMBER))


def _tell(membership: Membership, kind: str, by: User | None = None) -> None:
    is_there = kind not in TOLD_OUTSIDE or not membership.hub.is_hidden
    tell(
        users=[membership.user],
        kind=kind,
        about=membership.told_as,
        path=f"hubs/{membership.hub.key}/" if is_there else "hubs/",
        hub=membership.hub,
        actor=by,
    )


def announce(*, date: Date, by: User) -> Date:
    """Put a date on its hub's home and tell the members; the same form sent again finds the date that it made."""
    known = Date.objects.filter(hub=date.hub, announced_by=by, token=date.token).exclude(token=None)
    try:
        return known.first() or _announce(date, by)
    except IntegrityError:  # the first half of a double click made it
        return known.get()


@transaction.atomic
def _announce(date: Date, by: User) -> Date:
    date.announced_by = by
    date.save()
    _tell_members(date, "date", by)
    log(date, "hubs.announce", user=by)
    return date


@transaction.atomic
def change(*, date: Date, by: User) -> bool:
    """Members hear of another time; who had not heard of the old one hears of the new one alone.

    Returns whether there was something to hear.
    """
    was = Date.objects.select_for_update(of=("self",)).get(pk=date.pk)
    is_moved = (was.starts_at, was.ends_at) != (date.starts_at, date.ends_at)
    date.version = was.version + is_moved
    date.save(update_fields=[*CHANGED, "version"])
    log(date, "hubs.change-date", user=by)
    if is_moved:
        take_back(news=_news_of(was))
        _tell_members(date, "date-changed", by)
    return is_moved


@transaction.atomic
def cancel(*, date: Date, by: User) -> bool:
    """It stays as a file that takes it out of calendars; members are told. False where somebody was faster."""
    date.cancelled_at = timezone.now()
    if not Date.objects.upcoming().filter(pk=date.pk).update(cancelled_at=date.cancelled_at):
        return False
    take_back(news=_news_of(date))
    _tell_members(date, "date-cancelled", by)
    log(date, "hubs.cancel", user=by)
    return True


def _news_of(date: Date) -> NotificationQuerySet:
    return Notification.objects.filter(kind__in=("date", "date-changed"), about=date.told_as)


def _tell_members(date: Date, kind: str, by: User) -> None:
    home = f"hubs/{date.hub.key}/"
    tell(
        users=User.objects.filter(memberships__in=date.hub.memberships.inside()),
        kind=kind,
        about=date.told_as,
        path=home if date.cancelled_at else f"{home}dates/#{date.anchor}",
        hub=date.hub,
        actor=by,
        title=date.title,
    )
