"""`make bench`: what hubs and discussions cost however much is in them, beside another forum in the same run."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.site import ROOT, Site, live_server, running_site

pytestmark = pytest.mark.bench

SPIRIT = "django-spirit==0.14.3"
MOST_QUERIES = {"thread list": 7, "thread": 8, "hub home": 14, "directory": 7, "inbox": 5}
STREAMS = 500
Cost = tuple[float, int]  # milliseconds of the processor, queries


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """On SQLite, like the other forum: what the database does is then part of what the process spends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with running_site(tmp_path_factory.mktemp("bench")) as site:
            yield site


def inside(site: Site, function: str) -> list[list[str]]:
    """The lines that a function of `our_forum` prints inside the site."""
    told = site.run("shell", "-v0", "-c", f"from tests.bench.our_forum import {function}; {function}()")
    return [line.split("|") for line in told.splitlines() if "|" in line]


def costs(lines: list[list[str]]) -> dict[str, Cost]:
    return {name: (float(milliseconds), int(queries)) for _cost, name, milliseconds, queries in lines}


@pytest.fixture(scope="module")
def spirit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cost]:
    folder = tmp_path_factory.mktemp("spirit")
    environment = os.environ | {"PATH": f"{folder}/venv/bin:{os.environ['PATH']}"}

    def run(*command: str, cwd: Path = folder) -> str:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    uv = str(ROOT / ".venv/bin/uv")
    run(uv, "venv", "--python", sys.executable, "venv")
    run(uv, "pip", "install", "--system-certs", "--python", "venv/bin/python", SPIRIT)
    run("spirit", "startproject", "forum")
    told = run("python", str(Path(__file__).with_name("spirit_forum.py")), cwd=folder / "forum")
    return costs([line.split("|") for line in told.splitlines() if line.startswith("COST|")])


def test_print_what_five_thousand_threads_cost_beside_spirit(site: Site, spirit: dict[str, Cost]) -> None:
    ours = costs(inside(site, "costs"))
    print(f"\n| page | milliseconds | queries | {SPIRIT} | queries |\n|---|---|---|---|---|")
    for name, (milliseconds, queries) in ours.items():
        print(f"| {name} | {milliseconds:.1f} | {queries} | {spirit[name][0]:.1f} | {spirit[name][1]} |")
    assert all(ours[name][0] <= spirit[name][0] for name in ours)


def test_print_how_many_queries_a_member_s_pages_need(site: Site) -> None:
    found = {name: int(number) for _queries, name, number in inside(site, "member_queries")}
    print("\n| page | queries | at most |\n|---|---|---|")
    for name, number in found.items():
        print(f"| {name} | {number} | {MOST_QUERIES[name]} |")
    assert all(number <= MOST_QUERIES[name] for name, number in found.items())


def test_print_that_the_last_page_of_ten_thousand_posts_costs_what_the_first_does(site: Site) -> None:
    pages = costs(inside(site, "long_thread"))
    (first, _queries), (last, _queries) = pages["first"], pages["last"]
    print(f"\nOf 10,000 posts: first page {first:.1f} ms, last page {last:.1f} ms.")
    assert max(first, last) / min(first, last) <= 1.3


def test_print_how_long_the_mails_of_ten_thousand_members_take(site: Site) -> None:
    [[_digests, sent, seconds, queries]] = inside(site, "digests")
    print(f"\n{sent} daily mails with news of nine hubs: {seconds} s, {queries} queries for 100 members.")
    assert int(sent) == 10_000
    assert float(seconds) <= 120
    assert float(queries) <= 30


def test_print_what_five_hundred_open_pages_cost(site: Site) -> None:
    with live_server(site) as (address, process):
        heard, memory = asyncio.run(listen(site, address, process))
    print(f"\n{STREAMS} streams: {memory:.0f} MB, the last heard of an answer after {heard:.2f} s.")
    assert heard <= 2
    assert memory < 300


async def listen(site: Site, address: str, process: int) -> tuple[float, float]:
    """Seconds until the last of all streams heard of an answer, and the megabytes of the server meanwhile."""
    [[_newest, thread, posts]] = await asyncio.to_thread(inside, site, "newest")
    path = f"/en/live/?thread={thread}&posts={posts}"
    streams = await asyncio.gather(*(opened(address, path) for _ in range(STREAMS)))
    waiting = asyncio.gather(*(told_at(reader) for reader, _writer in streams))
    lines = await asyncio.to_thread(inside, site, "answered")
    moments = await asyncio.wait_for(waiting, 60)
    return max(moments) - float(lines[0][1]), megabytes(process)


async def opened(address: str, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Both ends: a writer that is forgotten closes the connection."""
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    return reader, writer


async def told_at(reader: asyncio.StreamReader) -> float:
    while b"event: posts" not in (line := await reader.readline()):
        assert line, "the stream has ended"
    assert "text" in json.loads((await reader.readline()).removeprefix(b"data: "))
    return time.time()


def megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024
