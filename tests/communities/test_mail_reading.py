"""Raw messages in every coding that mail programmes use, and in some that only an attacker does."""

import base64
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from communities.correspondence.incoming import Incoming, Letter, Unreadable
from communities.correspondence.receiving import receive
from communities.discussions.models import Thread
from communities.people.models import User
from tests.pictures import picture

from .discussions import question
from .hubs import hub, member_of
from .mails import MAILBOX, raw_mail, reply_to, subject_in

RUSSIAN = "Мы слушаем у задвижек. Ёлки, «ночью»!"


@pytest.fixture(autouse=True)
def mailbox(settings: Any) -> None:
    settings.INBOUND_ADDRESS = MAILBOX


def text_of(raw: bytes) -> str:
    return Letter.read(Incoming.read(raw)).text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
@pytest.mark.parametrize("cte", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("form", ["text", "html"])
def test_words_are_read_in_every_coding(charset: str, cte: str, form: str) -> None:
    words = RUSSIAN if charset != "koi8-r" else RUSSIAN.translate({ord(sign): None for sign in "«»"})
    raw = raw_mail("ana@b.example", MAILBOX, words if form == "text" else "", charset=charset, cte=cte)
    if form == "html":
        raw = raw_mail("ana@b.example", MAILBOX, "", html=f"<p>{words}</p>", charset=charset)
    assert text_of(raw) == words


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8"])
def test_a_subject_is_read_in_every_coding(charset: str) -> None:
    raw = raw_mail("ana@b.example", MAILBOX).replace(b"Re: Leaks", subject_in(charset, "Утечки ночью").encode())
    assert Incoming.read(raw).subject == "Утечки ночью"


@pytest.mark.parametrize("named", ["utf-8", "x-none", "us-ascii"])
def test_a_charset_that_is_wrong_or_none_is_guessed(named: str) -> None:
    words = " ".join([RUSSIAN] * 20)
    head = f"From: a@b.example\r\nContent-Type: text/plain; charset={named}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert "задвижек" in text_of(head.encode() + words.encode("windows-1251"))


def test_of_text_and_html_the_text_is_taken() -> None:
    assert text_of(raw_mail("ana@b.example", MAILBOX, "Plain", html="<p>Rich</p>")) == "Plain"


def test_lines_that_a_mail_programme_wrapped_are_whole_again() -> None:
    head = "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
    flowed = "We listen \r\nat the valves.\r\n\r\n- by night\r\n From there\r\n-- \r\nAna\r\n"
    assert text_of((head + flowed).encode()) == "We listen at the valves.\n\n- by night\nFrom there"


def test_html_alone_becomes_markdown_without_its_quote_and_its_scripts() -> None:
    html = """
      <html><head><title>x</title><style>p { color: red }</style></head><body>
      <div>We <b>listen</b> at the <a href="https://who.int/valves">valves</a> and
      <a href="javascript:alert(1)">here</a>:</div><ul><li>by night</li><li>by ear</li></ul>
      <script>alert(1)</script><img src="https://tracker.example/x.png" onerror="alert(1)">
      <div class="gmail_quote"><div class="gmail_attr">вс, 22 нояб. 2026 г. в 10:00, Headwaters
      &lt;<a href="mailto:reply+x@mail.hub.example">reply+x@mail.hub.example</a>&gt;:<br></div>
      <blockquote>How do you find leaks?<br>Our network is old.</blockquote></div></body></html>
    """
    text = text_of(raw_mail("ana@b.example", MAILBOX, "", html=html))
    assert text == "We **listen** at the [valves](https://who.int/valves) and\nhere:\n\n- by night\n- by ear"


def test_outlooks_html_is_cut_where_its_fields_begin() -> None:
    html = """
      <div class="WordSection1"><p class="MsoNormal">Мы слушаем.</p>
      <div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">
      <b>От:</b> Headwaters &lt;reply+x@mail.hub.example&gt; <br><b>Отправлено:</b> 22 ноября 2026 г. 10:00<br>
      <b>Кому:</b> Ana<br><b>Тема:</b> Leaks</p></div></div><p class="MsoNormal">How do you find leaks?</p></div>
    """
    assert text_of(raw_mail("ana@b.example", MAILBOX, "", html=html)) == "Мы слушаем."


def test_a_mail_that_is_attached_stays_closed_and_a_logo_is_no_file() -> None:
    raw = (
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nMine\r\n"
        "--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: other\r\n\r\nAnother's\r\n"
        "--x\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo>\r\n\r\nx\r\n--x--\r\n"
    )
    letter = Letter.read(Incoming.read(raw.encode()))
    assert (letter.text, letter.attachments) == ("Mine", ())


def deep(count: int) -> str:
    """Multiparts in multiparts."""
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(count))
    return f"{opened}Content-Type: text/plain\r\n\r\ndeep down"


def with_file(name: str) -> bytes:
    """A text and a picture of this name."""
    return (
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nwords\r\n"
        f"--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; {name}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + base64.encodebytes(picture("PNG", size=(8, 8)))


WRONG_NAMES = {
    "a file name in a charset that is none": 'filename="=?bogus?Q?x?=.png"',
    "half a file name": 'filename="=?utf-8?B?a?=.png"',
    "a file name that is no text": 'filename="=?utf-8?Q?=FF?=.png"',
    "a file name in a charset with a zero": "filename*=a\0b''x.png",
    "a file name in pieces that do not fit": "filename*0*=a''x; filename*=y.png",
}
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no body": lambda: b"From: ana@utility.example\r\n",
    "no headers": lambda: b"\r\n\r\nwords",
    "10,000 headers": lambda: b"".join(b"X-%d: x\r\n" % n for n in range(10_000)) + b"\r\nwords",
    "one header of a megabyte": lambda: b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\nwords",
    "a subject with another header in it": lambda: b"Subject: =?utf-8?q?Hi=0D=0ABcc:_all=40b.example?=\r\n\r\nwords",
    "half an encoded word": lambda: b"Subject: =?utf-8?b?0JrRg\r\nFrom: =?x-none?q?a?= <a@b.example>\r\n\r\nwords",
    "bytes that are no text": lambda: bytes(range(256)) * 100,
    "a boundary that never comes": lambda: b"Content-Type: multipart/mixed; boundary=x\r\n\r\nwords",
    "a multipart without a boundary": lambda: b"Content-Type: multipart/mixed\r\n\r\nwords",
    "broken base64": lambda: b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=a",
    "an unknown transfer encoding": lambda: (
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: x-none\r\n\r\nwords"
    ),
    "2,000 multiparts deep": lambda: deep(2_000).encode(),
    "a list 5,000 deep": lambda: raw_mail("a@b.example", MAILBOX, "", html="<ul><li>" * 5_000 + "deep"),
    "5,000 parts": lambda: b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\nwords\r\n" * 5_000,
    "a charset from nowhere": lambda: b"Content-Type: text/plain; charset*=x'y'%ff\r\n\r\nwords",
    "a boundary in a charset with a zero": lambda: b"Content-Type: multipart/mixed; boundary*=a\0b''x\r\n\r\nwords",
    "a boundary in pieces that do not fit": lambda: (
        b"Content-Type: multipart/mixed; boundary*0*=a''x; boundary*=y\r\n\r\nwords"
    ),
    **{told: partial(with_file, name) for told, name in WRONG_NAMES.items()},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_is_read_or_refused_and_breaks_nothing(name: str) -> None:
    incoming = Incoming.read(HOSTILE[name]())
    assert "\n" not in incoming.subject
    assert incoming.message_id
    try:
        letter = Letter.read(incoming)
    except Unreadable:
        return
    assert "\0" not in letter.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_to_a_members_own_address_does_not_raise(name: str) -> None:
    ana: User = member_of(hub(), "ana")
    thread: Thread = question(hub(), ana)
    receive(f"From: {ana.email}\r\nTo: {reply_to(thread, ana)}\r\n".encode() + HOSTILE[name]())


@pytest.mark.django_db
@pytest.mark.parametrize("told", WRONG_NAMES)
def test_a_file_whose_name_cannot_be_read_comes_once_with_its_post(told: str) -> None:
    ana = member_of(hub(), "ana")
    thread = question(hub(), ana)
    raw = f"From: {ana.email}\r\nTo: {reply_to(thread, ana)}\r\n".encode() + HOSTILE[told]()
    post, again = receive(raw), receive(raw)
    assert post is not None
    assert (post, post.files.count()) == (again, 1)


@pytest.mark.django_db
def test_a_newline_in_the_subject_becomes_no_header_of_the_answer(mailoutbox: Any) -> None:
    ana = member_of(hub(), "ana")
    thread = question(hub(), ana)
    head = f"From: x@b.example\r\nTo: {reply_to(thread, ana)}\r\n".encode()
    receive(head + HOSTILE["a subject with another header in it"]())
    [answer] = mailoutbox
    assert (answer.recipients(), answer.message()["Bcc"]) == ([ana.email], None)


def test_base64_that_is_very_long_is_read_to_its_limit() -> None:
    body = base64.encodebytes(b"words " * 1_000_000)
    raw = b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body
    assert len(text_of(raw)) <= 200_000


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_of_many_long_parts_as_much_is_read_as_of_one(monkeypatch: Any, kind: str) -> None:
    read: list[int] = []

    def markdown(html: str) -> str:
        read.append(len(html))
        return html

    monkeypatch.setattr("communities.correspondence.incoming.to_markdown", markdown)
    part = f"--x\r\nContent-Type: text/{kind}\r\n\r\n".encode() + b"words " * 20_000 + b"\r\n"
    text = text_of(b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part * 50 + b"--x--\r\n")
    assert 199_000 < len(text) < 201_000
    assert sum(read) == (200_000 if kind == "html" else 0)
