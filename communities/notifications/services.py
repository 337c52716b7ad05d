"""The one door through which people are told of something."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from communities.people.models import Block, User

from .kinds import KINDS, Frequency
from .models import Notification, Preference
from .wording import Word

if TYPE_CHECKING:
    from communities.hubs.models import Hub


def tell(
    *,
    users: Iterable[User],
    kind: str,
    about: str,
    path: str,
    hub: "Hub | None" = None,
    actor: User | None = None,
    **words: Word,
) -> None:
    """Tell each of `users` once, but for who did it, who is suspended and who wants to hear nothing of `actor`.

    `about` names the thing ("membership:12"): told again, it is no news. `path` is below the language, "hubs/".
    """
    people = {user.pk: user for user in users if user.is_active and user != actor}
    if actor and KINDS[kind].is_talk:
        for pk in Block.objects.filter(blocked=actor, user__in=people).values_list("user", flat=True):
            del people[pk]
    chosen = _frequencies(people, kind, hub)
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


def _frequencies(people: Iterable[int], kind: str, hub: "Hub | None") -> dict[int, str]:
    """Of those who chose, how often: the hub's choice comes before the kind's, one for both before either."""
    preferences = Preference.objects.filter(user__in=people).touching(kind, hub.pk if hub else None)
    ranked = sorted(preferences, key=lambda choice: (choice.hub_id is not None, bool(choice.kind)))
    return {choice.user_id: choice.frequency for choice in ranked}


def choose(*, user: User, frequency: Frequency, kind: str = "", hub: "Hub | None" = None) -> None:
    """Mail `user` this often from now on: of a kind, of a hub, of a kind in a hub, or (neither) of everything."""
    Preference.objects.update_or_create(user=user, kind=kind, hub=hub, defaults={"frequency": frequency})
    waiting = Notification.objects.filter(user=user, mailed_at=None, **({"hub": hub} if hub else {}))
    waiting.filter(**({"kind": kind} if kind else {})).update(mail_after=frequency)


@transaction.atomic
def stop(*, user: User, kinds: Iterable[str]) -> None:
    """No mail of these kinds any more, from whichever hub; the inbox goes on."""
    for kind in kinds:
        Preference.objects.filter(user=user, kind=kind).exclude(hub=None).delete()
        choose(user=user, kind=kind, frequency=Frequency.NEVER)


@transaction.atomic
def hand_over(*, path: str, hub: "Hub") -> None:
    """What was told of the things below `path` belongs to another hub now: who may not read there is told no more."""
    told = Notification.objects.filter(path__startswith=path)
    if not hub.is_public:
        told.exclude(user__in=hub.memberships.inside().values("user")).delete()
    told.update(hub=hub)


def forget(*, user: User, hub: "Hub") -> None:
    """Take back what `user` was told of a hub that is closed to him or her now, before it is mailed."""
    Notification.objects.filter(user=user, hub=hub).delete()


def retitle(*, path: str, hub: "Hub", old: str, new: str) -> None:
    """Say `new` where people were told of `old` in `hub`; `path` is part of its addresses."""
    Notification.objects.filter(hub=hub, path__contains=path, words__title=old).update(words={"title": new})
