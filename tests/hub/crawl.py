"""Follows every link from a home page, as a search engine would, and notes what is wrong with each page."""

import re
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit
from zlib import crc32

from django.test import Client
from lxml import html

ORIGIN = "http://localhost:8000"  # BASE_URL: canonical links and alternates are whole
LANGUAGES = ("en", "fr", "es", "ru")
ASKS_SEARCH = re.compile(r"/(sdgs|glossary)/.")
ID = re.compile(r'\sid="([^"]+)"')


@dataclass
class Seen:
    """One page with everything that can be asked of it."""

    url: str
    status: int
    size: int = 0
    document: html.HtmlElement | None = None
    anchors: set[str] = field(default_factory=set)


class Crawl:
    """All of the site below one language; links into the others are followed in this one, where the same items are."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.client = Client()
        self.pages: dict[str, Seen] = {}
        self.links: list[tuple[str, str]] = []  # the page and the whole address that it links to
        self.known: set[str] = set()
        self.shapes: set[tuple[str, ...]] = set()

    def run(self) -> "Crawl":
        waiting = deque([f"/{self.language}/"])
        while waiting:
            url = waiting.popleft()
            page = self.pages[url] = self.fetch(url)
            for link in self.links_of(page):
                self.links.append((url, link))
                address = urldefrag(link).url
                if address not in self.known and self.is_wanted(address):
                    waiting.append(address)
                self.known.add(address)
        return self

    def fetch(self, url: str) -> Seen:
        response = self.client.get(url)
        content = b"".join(response)
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.status_code != 200 or kind not in ("text/html", "image/svg+xml"):
            return Seen(url, response.status_code)
        text = content.decode()
        document = html.document_fromstring(text) if kind == "text/html" else None
        return Seen(url, 200, len(content), document, set(ID.findall(text)))

    def links_of(self, page: Seen) -> list[str]:
        if page.document is None:
            return []
        links = [link for element, _name, link, _at in page.document.iterlinks() if element.get("method") != "post"]
        found = {urljoin(page.url, link.strip()) for link in links}
        local = (link.removeprefix(ORIGIN) for link in found)
        return sorted(self.in_own_language(link) for link in local if link.startswith("/"))

    def in_own_language(self, link: str) -> str:
        return re.sub(rf"^/({'|'.join(LANGUAGES)})/", f"/{self.language}/", link)

    def is_wanted(self, address: str) -> bool:
        """Every page; of listings and files that differ in their filters alone, the first of each section.

        What asks the search is slow to make and the same in every language: each is read in one of them.
        """
        parts = urlsplit(address)
        if parts.query:
            asked = parse_qs(parts.query)
            shape = (parts.path.split("/")[2], *sorted(asked), *asked.get("format", []))
            if shape in self.shapes or len(asked.keys() - {"format"}) > 1:
                return False
            self.shapes.add(shape)
        elif not ASKS_SEARCH.search(parts.path):
            return True
        return crc32(address[3:].encode()) % len(LANGUAGES) == LANGUAGES.index(self.language)

    def broken(self) -> list[str]:
        """Links to pages that are not there, or to places within a page that are not."""
        wrong = []
        for source, link in self.links:
            address, anchor = urldefrag(link)
            page = self.pages.get(address)
            if page is not None and page.status != 200:
                wrong.append(f"{source} → {link}: {page.status}")
            elif page is not None and page.size and anchor and unquote(anchor) not in page.anchors:
                wrong.append(f"{source} → {link}: no such place")
        return sorted(set(wrong))
