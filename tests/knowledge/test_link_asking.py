"""Asking an address: every kind of answer from a real server, and machines that must never be asked."""

import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from knowledge.links.answers import Answer, Problem
from knowledge.links.asking import ask, is_public, public_address
from tests.knowledge.link_server import Answers, serving


@pytest.fixture(autouse=True)
def this_machine_may_be_asked(settings: Any) -> None:
    settings.LINK_CHECKER_PRIVATE_ADDRESSES = True
    settings.LINK_CHECKER_PATIENCE = 1.0


@pytest.fixture
def site() -> Iterator[str]:
    with serving() as port:
        yield f"http://localhost:{port}"


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/status/200", Answer("", 200)),
        ("/status/204", Answer("", 204)),
        ("/status/404", Answer(Problem.GONE, 404)),
        ("/status/410", Answer(Problem.GONE, 410)),
        ("/status/429", Answer(Problem.BUSY, 429)),
        ("/status/500", Answer(Problem.FAULT, 500)),
        ("/status/503", Answer(Problem.FAULT, 503)),
        ("/status/403", Answer("", 403)),
        ("/status/999", Answer("", 999)),
        ("/only-get", Answer("", 200)),
        ("/only-get/405", Answer("", 200)),
        ("/only-get/501", Answer("", 200)),
        ("/hops/3", Answer("", 200, 3)),
        ("/hops/10", Answer("", 200, 10)),
        ("/hops/11", Answer(Problem.LOOP, 301, 10)),
        ("/loop", Answer(Problem.LOOP, 302, 10)),
        ("/cookie", Answer("", 200, 1)),
        ("/mail", Answer("", None, 1)),
        ("/endless", Answer("", 200)),
        ("/slow", Answer(Problem.SLOW)),
        ("/drip", Answer(Problem.SLOW)),
        ("/hangup", Answer(Problem.UNREACHABLE)),
        ("/nonsense", Answer(Problem.UNREACHABLE)),
        ("/host", Answer("", 200)),
    ],
)
def test_an_answer_is_told_in_the_words_of_the_report(site: str, path: str, answer: Answer) -> None:
    started = time.monotonic()
    assert ask(site + path) == answer
    assert time.monotonic() - started < 10


def test_a_page_that_is_there_is_asked_once_and_without_its_body(site: str) -> None:
    ask(f"{site}/status/200")
    assert [method for method, _path, _agent in Answers.asked] == ["HEAD"]


def test_the_request_says_who_asks(site: str, settings: Any) -> None:
    ask(f"{site}/status/200")
    assert Answers.asked[0][2] == f"Headwaters link check (+{settings.BASE_URL})"


def test_a_site_where_nobody_listens_cannot_be_reached() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert ask(f"http://127.0.0.1:{unused.getsockname()[1]}/") == Answer(Problem.UNREACHABLE)


def test_a_name_that_nobody_has_is_no_site() -> None:
    assert ask("http://no-such-host.invalid/").problem in (Problem.NO_SITE, Problem.UNREACHABLE)


@pytest.mark.parametrize("error", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_a_name_server_that_is_away_is_told_from_a_name_that_nobody_has(
    error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise socket.gaierror(error, "what the name server said")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    expected = Problem.NO_SITE if error == socket.EAI_NONAME else Problem.UNREACHABLE
    assert ask("http://water.example/").problem == expected


@pytest.mark.parametrize(
    "address", ["http://", "http://[pump/", "http://a:99999/", f"http://{'a' * 70}.org/", "somewhere"]
)
def test_what_is_no_address_is_told_as_such(address: str) -> None:
    assert ask(address) == Answer(Problem.NO_ADDRESS)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """A certificate authority that this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


@pytest.mark.parametrize(
    ("name", "is_trusted", "problem"),
    [("localhost", True, ""), ("other.example", True, Problem.ENCRYPTION), ("localhost", False, Problem.ENCRYPTION)],
)
def test_a_certificate_must_be_the_sites_own_and_trusted(
    authority: trustme.CA, name: str, is_trusted: bool, problem: str
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    issuer = authority if is_trusted else trustme.CA()
    issuer.issue_cert(name).configure_cert(context)
    with serving(context) as port:
        assert ask(f"https://localhost:{port}/status/200").problem == problem


def test_a_site_without_encryption_where_some_is_promised_is_told(site: str) -> None:
    assert ask(site.replace("http:", "https:")).problem == Problem.ENCRYPTION


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "172.16.1.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "2130706433",
        "0x7f.1",
        "127.1",
        "224.0.0.1",
    ],
)
def test_a_private_machine_is_never_asked(host: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LINK_CHECKER_PRIVATE_ADDRESSES = False
    connections: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: connections.append(address))
    assert ask(f"http://{host}/").problem == Problem.PRIVATE
    assert connections == []


def test_a_redirect_to_a_private_machine_is_not_followed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public site that sends the checker on to the inside: here the first server plays the public one."""
    monkeypatch.setattr("knowledge.links.asking.is_public", lambda address: address != "127.0.0.2")
    settings.LINK_CHECKER_PRIVATE_ADDRESSES = False
    with serving() as port:
        assert ask(f"http://127.0.0.1:{port}/inside") == Answer(Problem.PRIVATE)


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINK_CHECKER_PRIVATE_ADDRESSES = False
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    assert ask("http://water.example/").problem == Problem.PRIVATE


def test_a_name_that_changes_its_address_is_asked_at_the_address_that_was_looked_at(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: public when it is looked at, private when the connection would resolve it anew."""
    settings.LINK_CHECKER_PRIVATE_ADDRESSES = False
    names: list[str] = []

    def resolve(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        names.append(host)
        address = {"93.184.216.34": "93.184.216.34"}.get(host, "93.184.216.34" if len(names) == 1 else "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connections: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        connections.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    ask("http://rebinding.example/")
    assert connections
    assert {address for address, _port in connections} == {"93.184.216.34"}


def test_public_addresses_are_public(settings: Any) -> None:
    settings.LINK_CHECKER_PRIVATE_ADDRESSES = False
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert public_address("93.184.216.34", 80) == "93.184.216.34"
