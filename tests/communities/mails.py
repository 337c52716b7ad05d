"""Raw messages, as mail programmes send them, and the addresses of this site that they go to."""

from email.header import Header
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

from communities.correspondence.receiving import receive
from communities.discussions.models import Post, Thread
from communities.hubs.models import Hub
from communities.notifications.addresses import Purpose, address_for
from communities.people.models import User

MAILBOX = "reply@mail.hub.example"


def reply_to(thread: Thread, user: User) -> str:
    return address_for(Purpose.REPLY, user, thread.pk)


def ask_at(hub: Hub, user: User) -> str:
    return address_for(Purpose.ASK, user, hub.pk)


def raw_mail(
    sender: str,
    to: str,
    text: str = "We listen at the valves.",
    *,
    charset: str = "utf-8",
    cte: str | None = None,
    html: str = "",
    subject: str = "Re: Leaks",
    message_id: str = "",
    **headers: str,
) -> bytes:
    """`headers` are named with _ for -."""
    message = EmailMessage()
    message["From"], message["To"] = f"Ana Ruiz <{sender}>", to
    message["Message-ID"] = message_id or make_msgid(domain="utility.example")
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text, charset=charset, cte=cte)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html", charset=charset)
    return message.as_bytes()


def subject_in(charset: str, subject: str) -> str:
    return Header(subject, charset).encode()


def answered(thread: Thread, user: User, text: str = "We listen at the valves.", **options: Any) -> Post | None:
    """What becomes of an answer from the person's own mailbox."""
    return receive(raw_mail(user.email, reply_to(thread, user), text, **options))


def bounce(to: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    """As Postfix writes it."""
    return (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: {to}\r\nAuto-Submitted: auto-replied\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example\r\nArrival-Date: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\n"
        f"Final-Recipient: rfc822; ana@utility.example\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        "--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: news\r\n\r\nnews\r\n--x--\r\n"
    ).encode()
