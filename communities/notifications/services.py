"""The one door through which people are told of something."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import Signal

from communities.people.models import Block, User

from .kinds import KINDS, Frequency
from .models import Notification, Preference
from .querysets import NotificationQuerySet
from .wording import Word

if TYPE_CHECKING:
    from communities.hubs.models import Hub

mails_stopped = Signal()  # user, kinds: apps above forget what was chosen more narrowly than they know here


def tell(
    *,
    users: Iterable[User],
    kind: str,
    about: str,
    path: str,
    hub: "Hub | None" = None,
    actor: User | None = None,
    frequencies: Mapping[int, str] | None = None,
    **words: Word,
) -> None:
    """Tell each of `users` once, but for who did it, who is suspended and who wants to hear nothing of `actor`.

    `about` names the thing ("membership:12"): told again, it is no news. `path` is below the language, "hubs/".
    `frequencies` are of those who chose for this very thing how often they are mailed, by their keys.
    """
    people = {user.pk: user for user in users if user.is_active and user != actor}
    if actor and KINDS[kind].is_talk:
        for pk in Block.objects.filter(blocked=actor, user__in=people).values_list("user", flat=True):
            del people[pk]
    chosen = _frequencies(people, kind, hub.pk if hub else None) | dict(frequencies or {})
    Notification.objects.bulk_create(
        [
            Notification(
                user=user,
                kind=kind,
                about=about,
                path=path,
                hub=hub,
                actor=actor,
                words=words,
                mail_after=chosen.get(pk, KINDS[kind].frequency),
            )
            for pk, user in people.items()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def _frequencies(people: Iterable[int], kind: str, hub_pk: int | None) -> dict[int, str]:
    """Of those who chose, how often: the hub's choice comes before the kind's, one for both before either."""
    preferences = Preference.objects.filter(user__in=people).touching(kind, hub_pk)
    ranked = sorted(preferences, key=lambda choice: (choice.hub_id is not None, bool(choice.kind)))
    return {choice.user_id: choice.frequency for choice in ranked}


@transaction.atomic
def choose(*, user: User, frequency: Frequency, kind: str = "", hub: "Hub | None" = None) -> None:
    """Mail `user` this often from now on: of a kind, of a hub, of a kind in a hub, or (neither) of everything."""
    Preference.objects.update_or_create(user=user, kind=kind, hub=hub, defaults={"frequency": frequency})
    waiting = Notification.objects.filter(user=user, mailed_at=None, **({"hub": hub} if hub else {}))
    _settle(user, waiting.filter(**({"kind": kind} if kind else {})))


@transaction.atomic
def choose_everywhere(*, user: User, kinds: Iterable[str], frequency: Frequency) -> None:
    """Of these kinds in every hub alike, also where one of its mails was stopped."""
    Preference.objects.filter(user=user, kind__in=kinds, hub__isnull=False).delete()
    for kind in kinds:
        choose(user=user, kind=kind, frequency=frequency)


@transaction.atomic
def unchoose(*, user: User, hub: "Hub") -> None:
    """Mail `user` of this hub as often as of the others; what waits to be mailed, too."""
    Preference.objects.filter(user=user, kind="", hub=hub).delete()
    _settle(user, Notification.objects.filter(user=user, hub=hub, mailed_at=None))


def _settle(user: User, waiting: NotificationQuerySet) -> None:
    """What waits is mailed as often as its reader chose, the narrower choice before the wider one."""
    for kind, hub_pk in list(waiting.order_by().values_list("kind", "hub").distinct()):
        frequency = _frequencies([user.pk], kind, hub_pk).get(user.pk, KINDS[kind].frequency)
        waiting.filter(kind=kind, hub=hub_pk).update(mail_after=frequency)


def mark_read(*, user: User, pk: int | None = None) -> None:
    """One, or all that `user` may read now: what a closed hub keeps to itself is new when it opens again."""
    news = Notification.objects.visible_to(user)
    (news if pk is None else news.filter(pk=pk)).mark_read()


def delay(*, news: NotificationQuerySet, frequency: str) -> None:
    """Mail what waits of `news` this often, as its reader chose for it alone."""
    news.filter(mailed_at=None).update(mail_after=frequency)


@transaction.atomic
def stop(*, user: User, kinds: Iterable[str]) -> None:
    """No mail of these kinds any more, from whichever hub or thread; the inbox goes on."""
    own_choice = Preference.objects.filter(user=user, kind="", hub__isnull=False).select_related("hub")
    hubs = [None, *(choice.hub for choice in own_choice)]
    for kind in kinds:
        Preference.objects.filter(user=user, kind=kind).exclude(hub=None).delete()
        for hub in hubs:
            choose(user=user, kind=kind, hub=hub, frequency=Frequency.NEVER)
    mails_stopped.send(sender=Preference, user=user, kinds=kinds)


def hand_over(*, news: NotificationQuerySet, hub: "Hub") -> None:
    """What was told belongs to another hub now: who may not read there reads and is mailed it no more."""
    news.update(hub=hub)


def retitle(*, news: NotificationQuerySet, title: Word) -> None:
    """What was told is about something that is called otherwise now, or is not to be called by its name any more."""
    news.update(words={"title": title})


def take_back(*, news: NotificationQuerySet) -> None:
    """Of what nobody should hear any more, whatever was neither read nor mailed yet; told again, it is news again."""
    news.unread().filter(mailed_at=None).delete()
