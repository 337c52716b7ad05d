"""Asks an address of another site, as a reader's browser would, but takes no more than the head of the answer.

Whoever writes a link decides where this machine sends a request. So each name is resolved first, refused unless all
its addresses are public, and the connection goes to the very address that was looked at: a name that is resolved
anew could lead elsewhere the second time. Every redirect is looked at in the same way.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.parse import urljoin

from django.conf import settings
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

from .answers import Answer, Problem, answer_of

REDIRECTS = 10
MOVED = (301, 302, 303, 307, 308)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
UNKNOWN_NAME = (socket.EAI_NONAME, socket.EAI_NODATA)
# Where a second request, with GET, may get another answer: many sites know no HEAD, or answer it wrongly.
TRY_AGAIN = (Problem.GONE, Problem.FAULT, Problem.SLOW, Problem.UNREACHABLE)


class PrivateAddress(Exception):
    """The name belongs to a machine that the public does not reach."""


def ask(address: str) -> Answer:
    """What a reader who follows `address` gets."""
    answer = _attempt("HEAD", address)
    is_doubtful = answer.problem in TRY_AGAIN or ((answer.status or 0) >= 400 and answer.problem != Problem.BUSY)
    return _attempt("GET", address) if is_doubtful else answer


def _attempt(method: str, address: str) -> Answer:
    deadline = time.monotonic() + settings.LINK_CHECKER_PATIENCE
    try:
        return _follow(method, address, deadline)
    except PrivateAddress:
        return Answer(Problem.PRIVATE)
    except (LocationParseError, UnicodeError):
        return Answer(Problem.NO_ADDRESS)
    except ssl.SSLError:
        return Answer(Problem.ENCRYPTION)
    except socket.gaierror as error:
        return Answer(Problem.NO_SITE if error.errno in UNKNOWN_NAME else Problem.UNREACHABLE)
    except (HTTPError, HTTPException, OSError, ValueError):
        return Answer(Problem.SLOW if time.monotonic() >= deadline else Problem.UNREACHABLE)


def _follow(method: str, address: str, deadline: float) -> Answer:
    """The answer at the end of all redirects. A site's cookies are given back to it: some redirect until they are."""
    cookies: dict[str, dict[str, str]] = defaultdict(dict)
    for redirects in range(REDIRECTS + 1):
        url = parse_url(address)
        if url.scheme not in ("http", "https") or not url.host:  # a redirect may lead into a mail program
            return Answer("" if redirects else Problem.NO_ADDRESS, redirects=redirects)
        response = _request(method, url, cookies[url.host], deadline)
        if response.status not in MOVED or "location" not in response.headers:
            return answer_of(response.status, redirects)
        for cookie in response.headers.getlist("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            cookies[url.host][name.strip()] = value.strip()
        address = urljoin(url.url, response.headers["location"])
    return Answer(Problem.LOOP, response.status, redirects)


def _request(method: str, url: Url, cookies: dict[str, str], deadline: float) -> BaseHTTPResponse:
    """One request, answered with status and headers; the body stays unread."""
    host = (url.host or "").strip("[]")
    port = url.port or (443 if url.scheme == "https" else 80)
    target = public_address(host, port)
    timeout = max(0.1, deadline - time.monotonic())
    if url.scheme == "https":
        connection: HTTPConnection = HTTPSConnection(
            target, port, timeout=timeout, server_hostname=host, cert_reqs="CERT_REQUIRED"
        )
    else:
        connection = HTTPConnection(target, port, timeout=timeout)
    headers = {"Host": url.netloc or host, "User-Agent": user_agent(), "Accept": "*/*"}
    if cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    try:
        connection.connect()
        with _ended_by(deadline, connection):
            connection.request(method, url.request_uri, headers=headers, preload_content=False)
            return connection.getresponse()
    finally:
        connection.close()


@contextmanager
def _ended_by(deadline: float, connection: HTTPConnection) -> Iterator[None]:
    """A time-out of a socket begins anew with every byte; a site that sends one a second must not keep the worker."""
    # The system's own shutdown, not that of ssl, which is not made for two threads.
    timer = threading.Timer(deadline - time.monotonic(), socket.socket.shutdown, (connection.sock, socket.SHUT_RDWR))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if time.monotonic() >= deadline:
        raise TimeoutError("the answer took too long")


def public_address(host: str, port: int) -> str:
    """The address that a name stands for, if everybody reaches it.

    Raises:
        PrivateAddress: one of its addresses belongs to this machine or a private network.
        socket.gaierror: there is none.
    """
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.LINK_CHECKER_PRIVATE_ADDRESSES and not all(map(is_public, found)):
        raise PrivateAddress(host)
    return found[0]


def is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:  # an address of the older kind in the clothes of the newer
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def user_agent() -> str:
    return f"Headwaters link check (+{settings.BASE_URL})"
