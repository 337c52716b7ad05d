"""What a mail of news says, as text and as HTML, and the headers by which mail programmes file and answer it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from communities.people.models import User

from .addresses import return_address
from .conversations import Said
from .kinds import Frequency
from .models import Notification
from .stopping import stop_address

LINES = 50  # in one mail; the inbox holds the rest


@dataclass(frozen=True)
class Line:
    text: str
    url: str
    said: Said | None


def host_name() -> str:
    """What the mails of this site are named by."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def compose(
    news: list[Notification], frequency: Frequency, said: dict[int, Said], connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    """One mail for one person, in his or her language."""
    user = news[0].user
    talk = _conversation([said.get(each.pk) for each in news])
    with translation.override(user.language):
        stop = stop_address(user, {each.kind for each in news})
        lines = [Line(str(each), settings.BASE_URL + each.url_in(user.language), said.get(each.pk)) for each in news]
        context = {
            "lines": lines[:LINES],
            "more": max(len(news) - LINES, 0),
            "talk": talk,
            "frequency": frequency,
            "inbox": f"{settings.BASE_URL}/{user.language}/inbox/",
            "stop": stop,
        }
        subject = " ".join(render_to_string("notifications/mail/subject.txt", context).split())
        mail = EmailMultiAlternatives(
            subject,
            render_to_string("notifications/mail/body.txt", context),
            from_email=return_address(user) or None,
            to=[user.email],
            reply_to=[talk.reply_to] if talk and talk.reply_to else None,
            connection=connection,
            headers=_headers(user, stop) | (_headers_of(talk, len(news)) if talk else {}),
        )
        html = render_to_string("notifications/mail/body.html", context | {"subject": subject})
        mail.attach_alternative(html, "text/html")
    return mail


def _conversation(said: list[Said | None]) -> Said | None:
    """The last that was said, where all that is told is of one conversation."""
    last = said[-1]
    return last if last and all(each and each.conversation == last.conversation for each in said) else None


def _headers(user: User, stop: str) -> dict[str, str]:
    """The sender is named here, for what cannot be delivered goes back to another address: the envelope's."""
    return {
        "From": settings.DEFAULT_FROM_EMAIL,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _headers_of(talk: Said, count: int) -> dict[str, str]:
    """The first post's mail is the root that the others refer to, whether the reader got it or not."""
    domain = host_name()
    root = f"<{talk.conversation}@{domain}>"
    headers = {"List-Id": f"<{talk.list_key}.{domain}>"}
    if count == 1:
        headers["Message-ID"] = f"<{talk.key}@{domain}>"
    return headers if talk.key == talk.conversation else headers | {"In-Reply-To": root, "References": root}
