"""What the pages of discussions show, each in a fixed number of queries, however much was written."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language

from communities.hubs.access import Standing
from communities.people.models import Person, User
from search.hits import Hit
from search.keys import key_of
from search.models import SearchEntry
from search.query import SearchQuery, clean_text
from search.results import search_for

from . import services
from .access import Rights
from .cards import cards_of
from .drafting.reading import page_made_of
from .glossary import with_terms
from .models import Post, PostFile, PostTranslation, Thread
from .paging import THREADS, Cursor, Window
from .rendering import plain
from .translating import machine

ON_HOME = 5
PINNED_ON_HOME = 2
EVIDENCE = 5
EVIDENCE_KINDS = ("case-study", "thread")
MENTIONED = re.compile(r'<span data-mention="(\w+)">(.*?)</span>')
EXCERPT = 280  # characters of a quoted post


@dataclass(frozen=True)
class ThreadRow:
    thread: Thread
    standing: Standing

    @property
    def new_count(self) -> int:
        """How many posts a member has not read; of what was written before he or she came, none."""
        membership = self.standing.membership
        if not self.standing.is_member or membership is None:
            return 0
        read_up_to = self.thread.read_up_to
        if read_up_to is None and self.thread.last_post_at < membership.since:
            return 0
        return self.thread.post_count - (read_up_to or 0)

    @property
    def url(self) -> str:
        """To the first post that is new to this reader."""
        address, new = self.thread.get_absolute_url(), self.new_count
        first = self.thread.post_count - new + 1
        return f"{address}?from={first}#post-{first}" if new and first > 1 else address


@dataclass(frozen=True)
class ShownPost:
    """A post as one reader sees it."""

    post: Post
    rights: Rights
    cards: list[SearchEntry]
    marked: str
    beside: dict[str, Any]

    @property
    def permalink(self) -> str:
        return f"{self.rights.address}posts/{self.post.pk}/"

    @property
    def can_read(self) -> bool:
        return self.rights.can_read(self.post)

    @property
    def can_edit(self) -> bool:
        return self.rights.can_edit(self.post)

    @property
    def can_remove(self) -> bool:
        return self.rights.can_remove(self.post)

    @property
    def can_thank(self) -> bool:
        return self.rights.can_thank(self.post)

    @property
    def can_accept(self) -> bool:
        return self.rights.can_accept and not self.post.is_question and not self.post.is_hidden

    @property
    def can_hide(self) -> bool:
        return self.rights.can_facilitate and self.post.hidden_by != Post.HiddenBy.AUTHOR

    @property
    def can_report(self) -> bool:
        return self.rights.can_report(self.post)

    @property
    def html(self) -> SafeString:
        """With a link from each mention to the person's page, where this reader may see it."""
        return self._with_links(self.marked)

    @property
    def translated_html(self) -> SafeString:
        return self._with_links(self.translation.html if self.translation else "")

    def _with_links(self, html: str) -> SafeString:
        seen = {row["public_id"] for row in self.beside.get("mentions") or []}
        return mark_safe(MENTIONED.sub(lambda found: _linked(found[1], found[2], seen), html))

    @cached_property
    def translation(self) -> PostTranslation | None:
        """What the post says now, in the reader's language."""
        for row in self.beside.get("translations") or []:
            return _translation(row)
        return None

    @property
    def can_translate(self) -> bool:
        """Where there is a machine to ask; visitors see what members asked for."""
        is_foreign = self.post.language != get_language() and not self.post.is_hidden
        return is_foreign and self.rights.standing.is_signed_in and machine() is not None

    @property
    def files(self) -> list[PostFile]:
        rows = sorted(self.beside.get("files") or [], key=lambda row: row["pk"])
        return [PostFile(post=self.post, **row) for row in rows]

    @property
    def excerpt(self) -> str:
        """Of the post it quotes."""
        return excerpt_of(self.post.quotes) if self.post.quotes else ""

    @property
    def is_accepted(self) -> bool:
        return self.post.pk == self.rights.thread.accepted_id


def shows_for(user: Person) -> tuple[str, ...]:
    """By what words a list can be narrowed: see `ThreadQuerySet.narrowed`."""
    return ("unanswered", "followed", "mine") if user.is_authenticated else ("unanswered",)


def thread_list(standing: Standing, user: Person, *, after: str | None = None, show: str = "") -> dict[str, Any]:
    """One page of a hub's threads, pinned ones first, then the latest; nothing for who may not read them."""
    if not standing.can_read:
        return {"rows": [], "next": None}
    threads = Thread.objects.visible_to(user).filter(hub=standing.hub).for_listing(user)
    threads = threads.narrowed(show, user).after(Cursor.parse(after))
    found = list(threads[: THREADS + 1])
    rows = _rows(found[:THREADS], standing)
    return {"rows": rows, "next": Cursor.of(rows[-1].thread) if len(found) > THREADS else None}


def _rows(threads: list[Thread], standing: Standing) -> list[ThreadRow]:
    for thread in threads:
        thread.hub = standing.hub
    return [ThreadRow(thread, standing) for thread in threads]


def hub_section(standing: Standing, user: Person) -> dict[str, Any]:
    """For the hub's home: what is pinned, as far as it leaves room for the latest discussions, and those."""
    if not standing.can_read:
        return {"rows": []}
    threads = Thread.objects.visible_to(user).filter(hub=standing.hub).for_listing(user)
    leading = threads.filter(is_pinned=True).values("pk")[:PINNED_ON_HOME]
    shown = threads.filter(Q(is_pinned=False) | Q(pk__in=leading))
    return {"rows": _rows(list(shown[:ON_HOME]), standing)}


def thread_page(rights: Rights, start: str | None) -> dict[str, Any]:
    """One page of a thread; a member who reads it has read it."""
    thread, user = rights.thread, rights.user
    window = Window.at(start, thread.post_count)
    posts = list(thread.posts.for_reading(user).between(window.start, window.end))
    for post in posts:
        post.thread = thread
    prefetch_related_objects(
        [post for post in posts if post.quotes_id], Prefetch("quotes", Post.objects.for_quoting())
    )
    marked = with_terms(posts, get_language() or settings.LANGUAGE_CODE)
    beside = beside_of(posts, user)
    cards = cards_of(posts, page_made_of(thread), is_signed_in=user.is_authenticated)
    if user.is_authenticated and rights.standing.is_member and window.end > (thread.read_up_to or 0):
        services.mark_read(thread=thread, user=user, number=window.end)
    return {
        "thread": thread,
        "hub": thread.hub,
        "rights": rights,
        "standing": rights.standing,
        "window": window,
        "made_page": cards.made,
        "description": excerpt_of(posts[0]) if posts else "",
        "posts": [
            ShownPost(post, rights, cards.of_posts.get(post.pk, []), marked[post.pk], beside.get(post.pk, {}))
            for post in posts
        ],
    }


def beside_of(posts: list[Post], user: Person) -> dict[int, dict[str, Any]]:
    """Post → its files, translation and mentions; no query where no post has any, as most have none."""
    language = get_language()
    keys = [post.pk for post in posts if post.has_files or post.language != language or MENTIONED.search(post.html)]
    if not keys:
        return {}
    names = ("files", "translations", "mentions")
    found = Post.objects.filter(pk__in=keys).with_beside(user).order_by()
    rows = found.values_list("pk", *(f"{name}_beside" for name in names))
    return {pk: dict(zip(names, beside, strict=True)) for pk, *beside in rows}


def _translation(row: dict[str, Any]) -> PostTranslation:
    """From the row that came with its post; the corrector is no more than a name."""
    first_name, last_name = row.pop("first_name"), row.pop("last_name")
    translation = PostTranslation(**row)
    if translation.corrected_by_id:
        translation.corrected_by = User(pk=row["corrected_by_id"], first_name=first_name, last_name=last_name)
    if row["corrected_at"]:  # SQLite tells no zone: it is UTC
        moment = datetime.fromisoformat(row["corrected_at"])
        translation.corrected_at = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return translation


def _linked(public_id: str, name: str, seen: set[str]) -> str:
    return f'<a href="{reverse("person", args=(public_id,))}">{name}</a>' if public_id in seen else name


def excerpt_of(post: Post) -> str:
    """The beginning of a post's words, as others quote it."""
    return "" if post.is_hidden else Truncator(plain(post.html).replace("\n", " ")).chars(EXCERPT)


def similar_to(text: str, user: Person, apart_from: Thread | None = None) -> list[Hit]:
    """Case studies and discussions that tell of what is asked, as far as `user` may see them."""
    typed = clean_text(text[:1_000])
    if len(typed) < 3:
        return []
    language = get_language() or settings.LANGUAGE_CODE
    own = key_of(apart_from) if apart_from else ""
    query = SearchQuery(text=typed, ui=language, size=EVIDENCE, apart_from=own).within_kinds(EVIDENCE_KINDS)
    return search_for(query, user).hits
