"""A raw message, read with care: whatever is in it was written by somebody else."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses, parseaddr
from mimetypes import guess_extension

from charset_normalizer import from_bytes
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from communities.notifications.composing import host_name

from .markup import to_markdown
from .quoting import own_words

LARGEST = 25 * 1024 * 1024  # bytes: what most mail services take
READ = 200_000  # characters of a text: beyond them stands what older mails said
BY_MACHINES = ("list-id", "list-post", "list-unsubscribe", "x-autoreply", "x-autorespond", "x-auto-response-suppress")
ABSENT = re.compile(
    r"^(auto(matic)?[ -]?(reply|response)|out[ -]of[ -](the[ -])?office|réponse automatique|absence du bureau|"
    r"respuesta automática|fuera de (la )?oficina|автоматический ответ|автоответ)( auto(matic)?[ -]?reply)?\s*(:|$)",
    re.IGNORECASE,
)  # for mail programmes that say it to people alone
MOST_PARTS = 200
IN_BULK = {"auto_reply", "bulk", "junk", "list"}
RECIPIENTS = ("x-original-to", "delivered-to", "envelope-to", "to", "cc")


class Unreadable(Exception):
    """The message is built in no way that a mail programme builds one."""


@dataclass(frozen=True)
class Incoming:
    """Its headers are read at once; the rest waits until it is known from whom it is."""

    raw: bytes
    headers: Message

    @classmethod
    def read(cls, raw: bytes) -> "Incoming":
        return cls(raw, BytesHeaderParser(policy=policy.compat32).parsebytes(raw[:LARGEST]))

    @property
    def is_too_large(self) -> bool:
        return len(self.raw) > LARGEST

    @property
    def message_id(self) -> str:
        """One of its own for a message that has none: the same bytes are the same message."""
        return self._header("message-id") or hashlib.sha256(self.raw).hexdigest()

    @property
    def sender(self) -> str:
        return parseaddr(self._header("from"))[1].lower()

    @property
    def subject(self) -> str:
        return self._header("subject")

    @property
    def recipients(self) -> list[str]:
        """Where it may have been sent to, the envelope's before what the sender wrote."""
        written = [header for name in RECIPIENTS if (header := self._header(name))]  # an empty one spoils them all
        return [address for _name, address in getaddresses(written)]

    @property
    def is_automatic(self) -> bool:
        """Written by no person: an absence notice, a list, a bounce, or the site itself. RFC 3834."""
        by_machine = self._header("auto-submitted").partition(";")[0].strip().lower() not in {"", "no"}
        in_bulk = self._header("precedence").strip().lower() in IN_BULK
        is_marked = any(name in self.headers for name in BY_MACHINES)
        is_absence = bool(ABSENT.match(self.subject))
        is_bounce = self._header("return-path").strip() == "<>" or self.headers.get_content_maintype() == "report"
        return by_machine or in_bulk or is_marked or is_absence or is_bounce or self._is_our_own

    @property
    def _is_our_own(self) -> bool:
        """As `notifications.composing` names mails; those of people on the same host are named otherwise."""
        return bool(re.fullmatch(rf"<(post|thread)-\d+@{re.escape(host_name())}>", self._header("message-id")))

    def body(self) -> Message:
        """The message whole.

        Raises:
            Unreadable: its parts hold each other deeper than anybody builds them, or are parted by what is no word.
        """
        try:
            return BytesParser(policy=policy.compat32).parsebytes(self.raw)
        except (LookupError, RecursionError, TypeError, ValueError) as error:
            raise Unreadable from error

    def _header(self, name: str) -> str:
        return _decoded(str(self.headers.get(name, ""))[:2_000])


def _decoded(value: str) -> str:
    """On one line, decoded as far as it can be."""
    with suppress(LookupError, ValueError, MessageError):  # a charset that is none; half a word
        value = str(make_header(decode_header(value)))
    return " ".join(value.split())


@dataclass(frozen=True)
class Letter:
    """What somebody wrote, and what came along."""

    text: str
    attachments: tuple[Message, ...]

    @classmethod
    def read(cls, incoming: Incoming) -> "Letter":
        """The writer's own words as Markdown; of a text in several forms the plain one.

        Raises:
            Unreadable: see `Incoming.body`.
        """
        parts = parts_of(incoming.body())
        attached = tuple(part for part in parts if _is_attachment(part))
        plain, html = ([part for part in parts if _is_text(part, kind)] for kind in ("text/plain", "text/html"))
        text = "\n\n".join(_flowed(part, words) for part, words in _texts(plain)).strip()
        return cls(own_words(text or "\n\n".join(to_markdown(words) for _part, words in _texts(html))), attached)


def parts_of(message: Message) -> list[Message]:
    """Those that hold no others, in their order; mails that were attached stay closed."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < MOST_PARTS:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(part.get_payload()))  # type: ignore[arg-type]
        else:
            found.append(part)
    return found


def _is_attachment(part: Message) -> bool:
    """Not the picture in somebody's signature, which the HTML refers to."""
    if part.get_content_disposition() == "attachment":
        return True
    return bool(_name_of(part)) and "content-id" not in part


def _name_of(part: Message) -> str:
    """Empty where it has none."""
    try:
        return _decoded((part.get_filename() or "")[:2_000])
    except (LookupError, TypeError, ValueError):  # coded as no programme does it: RFC 2231
        return _unnamed(part)


def _unnamed(part: Message) -> str:
    return f"file{guess_extension(part.get_content_type()) or ''}"


def as_upload(part: Message) -> UploadedFile:
    """An attachment as a form would have brought it; what it says of its type is looked at by whoever takes it."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return SimpleUploadedFile(_name_of(part) or _unnamed(part), content, part.get_content_type())


def _is_text(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and not _is_attachment(part)


def _texts(parts: list[Message]) -> Iterator[tuple[Message, str]]:
    """The parts with what they say, until all of them together have said enough."""
    room = READ
    for part in parts:
        if room <= 0:
            return
        text = _text(part)[:room]
        room -= len(text)
        yield part, text


def _text(part: Message) -> str:
    """Decoded by what it says it is; where that is wrong, by what it looks like."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        text = content.decode(part.get_content_charset("utf-8"))
    except (LookupError, ValueError):
        best = from_bytes(content[:READ]).best()
        text = str(best) if best else content.decode(errors="replace")
    return text[:READ].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _flowed(part: Message, text: str) -> str:
    """Lines that a mail programme wrapped are one line again: RFC 3676."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = bool(lines) and lines[-1].endswith(" ") and lines[-1] != "-- " and not line.startswith(">")
        line = line.removeprefix(" ")  # stuffed by the sender before a >, a "From" or a space
        if goes_on:
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)
