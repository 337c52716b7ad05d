"""A mail becomes a post under the rules of the page: the same forms, the same rights, the same services."""

import re
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from communities.discussions import services
from communities.discussions.access import rights_in
from communities.discussions.forms import AskForm, PostForm
from communities.discussions.models import Post, Thread
from communities.discussions.models.thread import TITLE_LENGTH
from communities.discussions.newcomers import TooMany
from communities.discussions.tidying.forwarding import key_now
from communities.hubs.access import standing_of
from communities.hubs.models import Hub
from communities.people.models import User

from .answering import Refused
from .incoming import Incoming, Letter

ANSWERS = re.compile(r"^((re|fwd?|aw|tr|rv|ответ|отв)(\[\d+\])?\s?:\s*)+", re.IGNORECASE)


def reply(user: User, thread_pk: int, incoming: Incoming, letter: Letter) -> Post:
    """Raises:
    Refused: `user` may not reply, or there is nothing to post.
    """
    thread = Thread.objects.visible_to(user).for_reading(user).filter(pk=key_now(user, thread_pk)).first()
    if thread is None:
        raise _gone()
    path = f"hubs/{thread.hub.key}/discussions/{thread.pk}/"
    standing = rights_in(thread, user).standing
    if not standing.can_write:
        raise _outside(thread.hub, path)
    fields = {"body": letter.text, "language": user.language, "token": _token(user, incoming)}
    form = PostForm(fields, standing=standing, author=user)
    typed = _checked(form, user, path)
    if not letter.attachments and _is_said_again(thread, user, typed):
        raise Refused(_("You have written the very same in this discussion before."), path)
    try:
        return services.reply(
            thread=thread, author=user, body=typed["body"], language=typed["language"], token=typed["token"]
        )
    except Thread.DoesNotExist as error:  # it was merged with another one since it was read
        raise _gone() from error
    except services.Closed as error:
        closed = _("The discussion “%(title)s” was closed: it takes no more answers.") % {"title": thread}
        raise Refused(closed, path) from error
    except TooMany as error:
        raise Refused(_too_many(), path) from error


def ask(user: User, hub_pk: int, incoming: Incoming, letter: Letter) -> Post:
    """Raises:
    Refused: `user` may not ask, or there is nothing to post.
    """
    hub = Hub.objects.visible_to(user).select_related("theme").filter(pk=hub_pk).first()
    if hub is None:
        raise Refused(_("The hub is not there any more, or you are not a member of it any more."))
    standing, path = standing_of(user, hub), f"hubs/{hub.key}/discussions/new/"
    if not standing.can_write:
        raise _outside(hub, f"hubs/{hub.key}/")
    title = Truncator(ANSWERS.sub("", incoming.subject)).chars(TITLE_LENGTH)
    fields = {"body": letter.text, "title": title, "language": user.language, "token": _token(user, incoming)}
    typed = _checked(AskForm(fields, standing=standing, author=user), user, path)
    try:
        return services.ask(
            hub=hub,
            author=user,
            body=typed["body"],
            title=typed["title"],
            language=typed["language"],
            token=typed["token"],
        )
    except TooMany as error:
        raise Refused(_too_many(), path) from error


def _is_said_again(thread: Thread, user: User, typed: dict[str, Any]) -> bool:
    """In another mail: absence notices that do not say what they are would bring forth each other."""
    return thread.posts.filter(author=user, body=typed["body"]).exclude(token=typed["token"]).exists()


def _gone() -> Refused:
    return Refused(_("The discussion is not there any more, or you may not read it any more."))


def _outside(hub: Hub, path: str) -> Refused:
    return Refused(_("You are not a member of “%(hub)s”, and only members write there.") % {"hub": hub}, path)


def _token(user: User, incoming: Incoming) -> UUID:
    """Of the message, as a form has one: brought twice, posted once."""
    return uuid5(NAMESPACE_OID, f"{user.pk} {incoming.message_id}")


def _checked(form: PostForm, user: User, path: str) -> dict[str, Any]:
    """What the form says of the text."""
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors), path)
    return form.cleaned_data


def _too_many() -> str:
    return _("You have posted a great deal within an hour. Please send it again later.")
