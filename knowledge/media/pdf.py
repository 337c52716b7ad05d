"""Reads a PDF in a process of its own, so that a hostile file can neither hang the worker nor eat its memory.

`read_pdf` starts this module as a script; the script prints one JSON object a line: {"count": pages in all},
then {"page": number from 1, "text": …} for each page that has text.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PAGE_LIMIT = 2_000
CHARACTERS_PER_PAGE = 20_000
SECONDS = 180
MEMORY = 2 * 1024**3  # bytes of address space
THUMBNAIL_WIDTH = 480  # pixels

EXIT_ENCRYPTED = 3
EXIT_UNREADABLE = 4


@dataclass
class PdfText:
    """What was read: `status` is "read", "encrypted" or "unreadable"; `passages` are (page number, text)."""

    status: str
    count: int = 0
    passages: list[tuple[int, str]] = field(default_factory=list)


def looks_like_pdf(head: bytes) -> bool:
    """Whether the first kilobyte of a file carries a PDF's signature (readers accept junk before it)."""
    return b"%PDF-" in head[:1024]


def read_pdf(path: str | Path, thumbnail: str | Path | None = None) -> PdfText:
    """Read the text of the first PAGE_LIMIT pages and, where a path is given, draw page 1 there as WebP."""
    command = [sys.executable, "-m", __name__, str(path), str(thumbnail or "")]
    try:
        result = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=_project_root())
    except subprocess.TimeoutExpired:
        return PdfText("unreadable")
    if result.returncode:
        return PdfText("encrypted" if result.returncode == EXIT_ENCRYPTED else "unreadable")
    lines = [json.loads(line) for line in result.stdout.decode().splitlines()]
    return PdfText("read", lines[0]["count"], [(line["page"], line["text"]) for line in lines[1:]])


def _project_root() -> Path:
    return Path(__file__).resolve().parent.parent.parent


def _pages(path: str) -> Iterator[dict[str, int | str]]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        sys.exit(EXIT_ENCRYPTED)
    yield {"count": len(reader.pages)}
    for number, page in enumerate(reader.pages[:PAGE_LIMIT], start=1):
        text = " ".join(page.extract_text().replace("\x00", "").split())
        if text:
            # Lone surrogates come out of broken encodings and cannot be stored.
            clean = text[:CHARACTERS_PER_PAGE].encode("utf-8", "ignore").decode()
            yield {"page": number, "text": clean}


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
            print(json.dumps(line))
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
