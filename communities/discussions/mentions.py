"""Naming somebody in a post: @[Ana López], or @[Ana López](k3j5h7m9p2) where two members are called so.

Nobody has a user name here, so a name stands for the member of the hub who bears it. What is typed as @Ana López is
kept as @[Ana López]: where a name ends is then sure, and stays so when members come and go.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.hubs.models import Hub
from communities.people.models import Person, User
from communities.people.profiles.reading import Face, face_of

from .rendering import Name, names_in, words_in

MOST = 10  # in one post
MOST_WORDS = 4  # of a name without brackets
UNBRACKETED = re.compile(rf"(?<!\w)@([^\W\d_][^\s@\[\]]*(?: [^\s@\[\]]+){{1,{MOST_WORDS - 1}}})")
ENDS = ".,;:!?…)»”\"'’*_"  # signs behind a name
FULL_NAME = Trim(Concat("first_name", Value(" "), "last_name"))
FOUND = 8
SHORTEST = 2


@dataclass
class Mentioned:
    """What the names in a text stand for."""

    people: dict[Name, User] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    count: int = 0

    @property
    def users(self) -> list[User]:
        return list(dict.fromkeys(self.people.values()))

    @property
    def problem(self) -> str:
        """Why a text cannot be posted like this."""
        if self.count > MOST:
            told = ngettext(
                "A post can mention %(count)s person at most.", "A post can mention %(count)s people at most.", MOST
            )
            return told % {"count": MOST}
        if self.doubtful:
            told = _("Two members are called “%(name)s”. Look for the right one under “Mention somebody”.")
            return told % {"name": self.doubtful[0]}
        return ""


def look_up(body: str, hub: Hub, author: Person | None, *, known: Iterable[User] = ()) -> Mentioned:
    """Whom a text mentions; `known` were mentioned in it before, and may have left since."""
    names = list(dict.fromkeys(names_in(body)))
    mentioned = Mentioned(count=len(names))
    people = [user for user in _named(hub, names[:MOST], known) if user != author] if names else []
    for name, public_id in names[:MOST]:
        found = [user for user in people if public_id in ("", user.profile.public_id) and user.get_full_name() == name]
        if len(found) == 1:
            mentioned.people[name, public_id] = found[0]
        elif found:
            mentioned.doubtful.append(name)
        else:
            mentioned.unknown.append(name)
    return mentioned


def _named(hub: Hub, names: list[Name], known: Iterable[User]) -> QuerySet[User]:
    here = Q(memberships__in=hub.memberships.inside()) | Q(pk__in=[user.pk for user in known])
    users = User.objects.alias(full_name=FULL_NAME).filter(here, full_name__in=[name for name, _id in names])
    return users.select_related("profile").distinct()


def with_brackets(body: str, hub: Hub, author: Person) -> str:
    """The text with brackets around each full name of a member of the hub that stands behind a plain @."""
    if "@" not in body:
        return body
    found = [match[1] for words in words_in(body) for match in UNBRACKETED.finditer(words)]
    guesses = {guess for words in found for guess in _guesses(words)}
    if not guesses:
        return body
    inside = User.objects.filter(memberships__in=hub.memberships.inside()).exclude(pk=author.pk or 0)
    names = inside.annotate(full_name=FULL_NAME).filter(full_name__in=guesses).values_list("full_name", flat=True)
    for name in sorted(set(names), key=len, reverse=True):  # Ana López Gil before Ana López
        body = re.sub(rf"(?<!\w)@{re.escape(name)}(?![\w-])", f"@[{name}]", body)
    return body


def _guesses(words: str) -> Iterator[str]:
    """Where a name may end in what stands behind an @: after two words or more, before a sign or an “’s”."""
    each = words.split(" ")
    for count in range(2, len(each) + 1):
        name = " ".join(each[:count]).rstrip(ENDS)
        yield name
        yield re.split("['’][^ ]*$", name)[0]


@dataclass(frozen=True)
class Candidate:
    face: Face
    is_double: bool

    @property
    def code(self) -> str:
        """What to write to mention this person."""
        name = f"@[{self.face.name}]"
        return f"{name}({self.face.profile.public_id})" if self.is_double else name


def candidates(hub: Hub, typed: str, viewer: User) -> list[Candidate]:
    """Members of the hub whose name holds what was typed, told apart by what they show `viewer` of themselves."""
    words = " ".join(typed.replace("\x00", "").split())[:80].split()[:4]
    if len("".join(words)) < SHORTEST:
        return []
    inside = User.objects.filter(memberships__in=hub.memberships.inside()).exclude(first_name="", last_name="")
    for word in words:
        inside = inside.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    found = inside.exclude(pk=viewer.pk).order_by("first_name", "last_name", "pk")
    people = list(found.select_related("profile__organisation").prefetch_related("profile__themes")[:FOUND])
    names = [user.get_full_name() for user in people]
    shown = []
    for user, name in zip(people, names, strict=True):
        user.profile.user = user
        shown.append(Candidate(face_of(user.profile, viewer), is_double=names.count(name) > 1))
    return shown
