"""A real mail server on this machine that keeps what it is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """`mails` are the messages taken, `senders` where each goes back to if it fails.

    An address in `refused` is told that it does not exist. Who has sent `most` mails over one connection loses it.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.senders: list[str] = []
        self.refused: set[str] = set()
        self.refusal = "550 No such user"
        self.most = 1_000

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        session.taken = getattr(session, "taken", 0) + 1
        if session.taken > self.most:
            server.transport.close()
        if address in self.refused:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.senders.append(envelope.mail_from)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """What a mail says, as text or as HTML."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


@contextmanager
def smtp_sink(port: int) -> Iterator[Sink]:
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
