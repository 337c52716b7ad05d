"""`make bench`: how much faster a page is that is known than one that has to be made, measured in one run."""

import http.client
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.site import Site, running_site

pytestmark = pytest.mark.bench

PAGES = {
    "home": "/en/?",
    "library": "/ru/library/?",
    "case study": "/en/library/belize-water-services-contra-costa/?",
    "partnership": "/fr/partnerships/wop-bws-ccwd/?",
    "glossary": "/es/glossary/?",
    "search": "/en/search/?q=non-revenue+water",
}
MADE, KNOWN = 60, 2_000  # requests: of a new address each time, and of one address
FACTOR = 40
RENAME = "from knowledge.taxonomy.models import Theme; t = Theme.objects.first(); t.label['en'] = 'Renamed'; t.save()"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("bench")) as site:
        yield site


def per_second(site: Site, paths: list[str]) -> float:
    """Over one connection, read no further than needed: `http.client` takes longer than the site for a known page."""
    place = urlsplit(site.url)
    with socket.create_connection((place.hostname, place.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        start = time.perf_counter()
        for path in paths:
            request = f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept-Encoding: gzip\r\n\r\n"
            connection.sendall(request.encode())
            receive(connection, path)
        return len(paths) / (time.perf_counter() - start)


def receive(connection: socket.socket, path: str) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), (path, head)
    [length] = re.findall(rb"\r\nContent-Length: (\d+)", head)
    missing = int(length) - len(body)
    while missing:
        missing -= len(connection.recv(missing))


def test_print_how_many_times_faster_a_known_page_is(site: Site) -> None:
    lines = []
    for name, path in PAGES.items():
        made = per_second(site, [f"{path}&n={number}" for number in range(MADE)])
        per_second(site, [path])
        known = per_second(site, [path] * KNOWN)
        lines.append((name, made, known, known / made))
    print("\n| page | made, a second | known, a second | times |\n|---|---|---|---|")
    for name, made, known, factor in lines:
        print(f"| {name} | {made:.0f} | {known:.0f} | {factor:.0f} × |")
    assert min(factor for *_rest, factor in lines) >= FACTOR


def test_print_that_a_change_is_seen_by_the_next_request(site: Site, tmp_path: Path) -> None:
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc)

    def home() -> str:
        connection.request("GET", "/en/")
        return connection.getresponse().read().decode()

    assert "Renamed" not in home()
    assert "Renamed" not in home()
    site.run("shell", "-c", RENAME)
    assert "Renamed" in home()
    print("\nA renamed theme was on the home page at the next request.")
