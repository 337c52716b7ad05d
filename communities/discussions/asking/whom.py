"""Whom a question can be brought to: who did something like it, for a reason that the one who asks may know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import override

from communities.hubs.access import Standing
from communities.hubs.models import Hub
from communities.people.models import Person, Profile
from communities.people.profiles.querysets import ProfileQuerySet, shown
from knowledge.taxonomy.reading import known_themes
from search.hits import Hit

from ..models import Call, Post, Thread
from ..reading import similar_to
from ..rendering import plain

MOST = 3  # of one question
ANSWERED, WORKS_THERE, HELPS_NEAR, HELPS = 1, 2, 3, 4  # the reasons, best first


@dataclass(frozen=True)
class Helper:
    public_id: str
    name: str
    url: str
    reason: str
    is_ticked: bool = False


@dataclass(frozen=True)
class Clues:
    """What was found of a question: the answers that were accepted, who was at work, where and on what."""

    answers: dict[int, str]  # author → title of the thread
    organisations: set[str]
    countries: set[str]
    themes: set[str]

    @classmethod
    def of(cls, hub: Hub, found: Sequence[Hit], viewer: Person) -> "Clues":
        def named(facet: str) -> set[str]:
            return {key for hit in found for key in hit.facets.get(facet, [])}

        threads = [hit.reference.removeprefix("thread-") for hit in found if hit.kind == "thread"]
        visible = Thread.objects.visible_to(viewer).filter(pk__in=[pk for pk in threads if pk.isdigit()])
        accepted = Post.objects.shown().filter(pk__in=visible.values("accepted"), author__isnull=False)
        answers = dict(accepted.values_list("author", "thread__title")) if threads else {}
        return cls(answers, named("org"), named("country"), {hub.key, *named("theme")})

    @classmethod
    def of_thread(cls, thread: Thread, viewer: Person) -> "Clues":
        """What others tell of the same, looked for in its own language."""
        words = f"{thread.title} {plain(thread.posts.get(number=1).html)}"
        with override(thread.language):
            return cls.of(thread.hub, similar_to(words, viewer, apart_from=thread), viewer)


def reachable(hub: Hub, reader: Person) -> ProfileQuerySet:
    """Whom `reader` may meet and who may read `hub` and wants to hear from others."""
    people = Profile.objects.listed_for(reader).apart_from(reader).filter(takes_messages=True)
    if not hub.is_public:
        people = people.filter(Exists(hub.memberships.inside().filter(user=OuterRef("user"))))
    return people


def askable(hub: Hub, asker: Person) -> ProfileQuerySet:
    """Of the reachable, those who are not asked too often already."""
    return reachable(hub, asker).exclude(user__in=Call.objects.tired())


def who_did_this(thread: Thread, reader: Person) -> list[Helper]:
    """To be written to by whoever reads the thread; for a question that is hidden, nobody is looked for."""
    if thread.is_question_hidden:
        return []
    clues = Clues.of_thread(thread, reader)
    people = reachable(thread.hub, reader).exclude(user=thread.author_id)
    return [_as_matched(profile, clues) for profile in matching(people, clues, reader)[:MOST]]


def helpers_for(standing: Standing, asker: Person, found: Sequence[Hit], ticked: Collection[str] = ()) -> list[Helper]:
    """Those who are ticked already, then the best of those who did something like what was found.

    Who is in a hub that is not public learn only those who may see it.
    """
    if not standing.can_read:
        return []
    chosen = chosen_among(standing.hub, asker, ticked)
    helpers = [_as_ticked(profile) for profile in chosen]
    if not found:
        return helpers
    clues = Clues.of(standing.hub, found, asker)
    known = {helper.public_id for helper in helpers}
    matched = matching(askable(standing.hub, asker), clues, asker).exclude(public_id__in=known)
    return helpers + [_as_matched(profile, clues) for profile in matched[: MOST - len(helpers)]]


def chosen_among(hub: Hub, asker: Person, ticked: Collection[str]) -> list[Profile]:
    """The people with these keys, as far as they may be asked; what is no key is nobody's."""
    keys = [key for key in ticked if key.isascii() and key.isalnum()][:MOST]
    return list(askable(hub, asker).filter(public_id__in=keys).select_related("user")) if keys else []


def matching(people: ProfileQuerySet, clues: Clues, viewer: Person) -> Any:
    """Those for whom there is a reason that `viewer` may know, the best reasons first; one query."""
    theme = Profile.themes.through.objects.filter(profile=OuterRef("pk"), theme__key__in=clues.themes)
    helps = Q(theme_key__isnull=False) & ~Q(offers="") & shown("themes", viewer) & shown("offers", viewer)
    near = Q(country__in=clues.countries) & shown("country", viewer)
    employed = Q(organisation__reference__in=clues.organisations, organisation__live=True)
    reasons = {
        ANSWERED: Q(user__in=clues.answers),
        WORKS_THERE: employed & shown("organisation", viewer),
        HELPS_NEAR: helps & near,
        HELPS: helps,
    }
    rank = Case(*(When(q, then=Value(n)) for n, q in reasons.items()), output_field=IntegerField())
    return (
        people.annotate(theme_key=Subquery(theme.order_by("theme__order").values("theme__key")[:1]))
        .annotate(rank=rank)
        .filter(rank__isnull=False)
        .order_by("rank", "-changed_at", "pk")
        .select_related("user", "organisation")
    )


def _as_ticked(profile: Profile) -> Helper:
    return Helper(profile.public_id, str(profile), profile.get_absolute_url(), "", is_ticked=True)


def _as_matched(profile: Any, clues: Clues) -> Helper:
    return Helper(profile.public_id, str(profile), profile.get_absolute_url(), _reason(profile, clues))


def _reason(profile: Any, clues: Clues) -> str:
    if profile.rank == ANSWERED:
        return _("Answered “%(title)s”") % {"title": clues.answers[profile.user_id]}
    if profile.rank == WORKS_THERE:
        return _("Works at %(organisation)s") % {"organisation": profile.organisation}
    theme = next(theme for theme in known_themes() if theme.key == profile.theme_key)
    return _("Offers help with “%(theme)s”") % {"theme": theme}
