"""Reads a PDF in a process of its own, so that a hostile file can neither hang the worker nor eat its memory.

`read_pdf` starts this module as a script; the script prints one JSON object a line: {"count": pages in all},
then {"page": number from 1, "text": …} for each page that has text, then {"end": pages looked at}.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject

PAGE_LIMIT = 2_000
CHARACTERS_PER_PAGE = 20_000
CHARACTERS = 6_000_000  # of one file: two thousand well-filled pages
SECONDS = 180
MEMORY = 2 * 1024**3  # bytes of address space
THUMBNAIL_WIDTH = 480  # pixels

EXIT_ENCRYPTED = 3
EXIT_UNREADABLE = 4


@dataclass
class PdfText:
    """What was read: `status` is "read", "encrypted" or "unreadable"; `passages` are (page number, text).

    `count` is the number of pages, of which the first `looked_at` were read.
    """

    status: str
    count: int = 0
    looked_at: int = 0
    passages: list[tuple[int, str]] = field(default_factory=list)


def looks_like_pdf(head: bytes) -> bool:
    """Whether the first kilobyte of a file carries a PDF's signature (readers accept junk before it)."""
    return b"%PDF-" in head[:1024]


def read_pdf(path: str | Path, thumbnail: str | Path | None = None) -> PdfText:
    """Read the text of the first PAGE_LIMIT pages and, where a path is given, draw page 1 there as WebP."""
    command = [sys.executable, "-m", __name__, str(path), str(thumbnail or "")]
    try:
        result = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=_project_root())
    except subprocess.TimeoutExpired as error:
        output, code = error.stdout or b"", EXIT_UNREADABLE
    else:
        output, code = result.stdout, result.returncode
    lines = output.splitlines()
    if not lines or not lines[-1].startswith(b'{"end"'):  # else the text is whole, whatever happened to the drawing
        return PdfText("encrypted" if code == EXIT_ENCRYPTED else "unreadable")
    first, *pages, last = map(json.loads, lines)
    return PdfText("read", first["count"], last["end"], [(page["page"], page["text"]) for page in pages])


def _project_root() -> Path:
    return Path(__file__).resolve().parent.parent.parent


def _pages(path: str) -> Iterator[dict[str, int | str]]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            sys.exit(EXIT_ENCRYPTED)
    except DependencyError:  # an encryption that pypdf leaves to a package we do not have
        sys.exit(EXIT_ENCRYPTED)
    count = len(reader.pages)
    yield {"count": count}
    number = characters = damaged = 0
    while number < min(count, PAGE_LIMIT) and characters < CHARACTERS:
        number += 1
        try:
            text = _text_of(reader.pages[number - 1])
        except Exception as error:  # one damaged page must not hide the others
            print(f"Page {number}: {error}", file=sys.stderr)
            text, damaged = "", damaged + 1
        if text:
            yield {"page": number, "text": text}
        characters += len(text)
    if damaged and damaged == number:
        sys.exit(EXIT_UNREADABLE)
    yield {"end": number}


def _text_of(page: "PageObject") -> str:
    """One line of the page a line, so that readers can be shown its paragraphs."""
    lines = (" ".join(line.split()) for line in page.extract_text().replace("\x00", "").splitlines())
    text = "\n".join(filter(None, lines))
    # Lone surrogates come out of broken encodings and cannot be stored.
    return text[:CHARACTERS_PER_PAGE].encode("utf-8", "ignore").decode()


def _draw(path: str, target: str) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        image = page.render(scale=THUMBNAIL_WIDTH / max(page.get_width(), 1)).to_pil()
        image.crop((0, 0, image.width, min(image.height, 2 * image.width))).save(target, "WEBP", quality=75)


def _main(path: str, thumbnail: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        for line in _pages(path):
            print(json.dumps(line), flush="end" in line)  # what follows may end this process
    except Exception as error:  # whatever a damaged file does to the parser, it is one thing: unreadable
        print(error, file=sys.stderr)
        sys.exit(EXIT_UNREADABLE)
    if thumbnail:
        try:
            _draw(path, thumbnail)
        except Exception as error:  # a file whose text was read may still refuse to be drawn
            print(error, file=sys.stderr)


if __name__ == "__main__":
    _main(*sys.argv[1:3])
