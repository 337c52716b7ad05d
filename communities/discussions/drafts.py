"""What is written and not posted yet: a member's is kept with the account, a visitor's in the session."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from communities.hubs.models import Hub
from communities.people import typed
from communities.people.models import Person, User
from communities.people.once import Token

from .asking.whom import MOST as MOST_PEOPLE
from .models import Draft, Post, Thread

MOST = 20  # of one member; older ones give way
TYPED = ("body", "title", "language", "quotes")
SENT = "sent"  # the tokens of what was posted lately, for the copy that a browser keeps
MOST_SENT = 5
Place = Hub | Thread


def keep(request: HttpRequest, at: Place | None = None) -> None:
    """What was sent and could not be posted.

    Files of who may not write here, or not yet, are not taken: the form says that they have to be chosen again.
    """
    if at is None or not request.user.is_authenticated:
        typed.keep(request)
    else:
        save(author=request.user, at=at, sent=request.POST, has_lost_files=bool(request.FILES))


def save(*, author: User, at: Place, sent: QueryDict, has_lost_files: bool = False) -> Draft | None:
    """Keep what `author` is writing; None where that is nothing, or posted already.

    In no transaction: a form that is sent at the same moment drops its draft or is seen here, whoever comes first.
    """
    fields = _fields_of(sent) | ({"has_lost_files": True} if has_lost_files else {})
    if not fields.get("body", "").strip():
        return None
    draft = Draft(author=author, fields=fields, changed_at=timezone.now(), **_where(at))
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["author", *_where(at)],
        update_fields=["fields", "changed_at"],
    )
    if _is_posted(author, sent):
        Draft.objects.filter(author=author, **_where(at)).delete()
        return None
    mine = Draft.objects.filter(author=author)
    mine.exclude(pk__in=mine.order_by("-changed_at").values("pk")[:MOST]).delete()
    return draft


def kept(request: HttpRequest, at: Place | None = None) -> dict[str, Any]:
    """The fields of what waits for this form; what came before somebody signed in becomes the account's draft."""
    waiting = typed.kept(request)
    if not waiting.fields.get("body"):
        draft = _draft_of(request.user, at)
    elif at is None or not request.user.is_authenticated:
        sent = {"token": waiting.fields.get("token"), "has_lost_files": waiting.has_lost_files}
        return _fields_of(waiting.fields) | sent
    else:
        draft = save(author=request.user, at=at, sent=waiting.fields, has_lost_files=waiting.has_lost_files)
        typed.drop(request)
    return draft.fields | {"changed_at": draft.changed_at} if draft else {}


def drop(request: HttpRequest, at: Place | None = None) -> None:
    """It is posted now, or not wanted any more."""
    typed.drop(request)
    if at is not None and request.user.is_authenticated:
        Draft.objects.filter(author=request.user, **_where(at)).delete()


def note_sent(request: HttpRequest, token: object) -> None:
    """So that the browser's own copy of it is not taken for something new."""
    request.session[SENT] = [*request.session.get(SENT, []), str(token)][-MOST_SENT:]


def join_drafts(*, old: Thread, new: Thread) -> None:
    """Of two threads that become one; who was writing in both has one text of the two."""
    both = {draft.author_id: draft for draft in new.drafts.filter(author__in=old.drafts.values("author"))}
    for draft in old.drafts.filter(author__in=both):
        other = both[draft.author_id]
        other.fields = draft.fields | other.fields | {"body": f"{other.fields['body']}\n\n{draft.fields['body']}"}
        other.save(update_fields=["fields"])
    old.drafts.exclude(author__in=both).update(thread=new)


def _fields_of(sent: QueryDict) -> dict[str, Any]:
    """What the form of a post is filled with again; databases take no NUL."""
    fields, _is_whole = typed.bounded(sent)
    clean = {name: [value.replace("\x00", "") for value in values] for name, values in fields.items()}
    texts: dict[str, Any] = {name: clean[name][-1] for name in TYPED if any(clean.get(name, []))}
    files, whom = clean.get("file", []), clean.get("whom", [])[:MOST_PEOPLE]
    return texts | ({"files": files} if files else {}) | ({"whom": whom} if whom else {})


def _draft_of(user: Person, at: Place | None) -> Draft | None:
    """A thread was read with it (`for_reading`)."""
    if isinstance(at, Thread):
        return getattr(at, "draft", None)
    if at is None or not user.is_authenticated:
        return None
    return Draft.objects.filter(author=user, hub=at).first()


def _where(at: Place) -> dict[str, Any]:
    return {"thread": at} if isinstance(at, Thread) else {"hub": at}


def _is_posted(author: User, sent: QueryDict) -> bool:
    return Post.objects.filter(author=author, token=Token().clean(sent.get("token"))).exists()
