"""Reads a CSV of old addresses as spreadsheets of many countries write it."""

import codecs
import csv
import io
from dataclasses import dataclass
from typing import Any

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CODE_PAGES = ["cp1251", "cp1252"]  # of Windows, in the site's languages
FROM, TO = "from", "to"


class UnreadableFile(Exception):
    """The file cannot be read; says why in the reader's language."""


@dataclass(frozen=True)
class Row:
    line: int
    old: str
    target: str


@dataclass(frozen=True)
class Table:
    encoding: str
    rows: list[Row]


def read_table(data: bytes) -> Table:
    """The rows of a CSV file in whatever encoding, divided by commas, semicolons or tabs.

    Raises:
        UnreadableFile: it is empty, no CSV, or lacks the columns.
    """
    if not data.strip():
        raise UnreadableFile(_("The file is empty."))
    text, encoding = _decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return Table(encoding, _rows(lines))
    except csv.Error as error:
        raise UnreadableFile(_("This is not a CSV file: %(error)s") % {"error": error}) from error


def _decoded(data: bytes) -> tuple[str, str]:
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        guess = from_bytes(data, cp_isolation=CODE_PAGES).best()
        text, encoding = (str(guess), guess.encoding) if guess else ("\0", "")
    if "\0" in text:
        raise UnreadableFile(_("This is not a text file. Save the spreadsheet as CSV first."))
    return text, encoding


def _delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)


def _rows(lines: Any) -> list[Row]:
    header = [name.strip().lower() for name in next((line for line in lines if any(line)), [])]
    if FROM not in header or TO not in header:
        message = _("The first line must name the columns “from” and “to”; it names: %(columns)s")
        raise UnreadableFile(message % {"columns": ", ".join(header)[:200]})
    old, target = header.index(FROM), header.index(TO)
    rows = []
    for line in lines:
        if any(cell.strip() for cell in line):
            padded = [*line, *[""] * len(header)]
            rows.append(Row(lines.line_num, padded[old].strip(), padded[target].strip()))
    return rows
