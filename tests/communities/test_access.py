"""The tables of docs/access.md, request by request and person by person."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.commits import committed

from .access import World, answer_to
from .hubs import hub

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
MACHINE = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
KINDS = ("hub", "page")  # what a table's second column tells of, where it has one


class Row(NamedTuple):
    method: str
    path: str
    act: str
    kinds: dict[str, str]
    answers: dict[str, str]

    def __str__(self) -> str:
        return " ".join([self.method, self.path, self.act, *self.kinds.values()])


def tables() -> list[list[list[str]]]:
    """The cells of each table, its head first, the line below that left out."""
    found: list[list[list[str]]] = [[]]
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif not line.startswith("|") and found[-1]:
            found.append([])
    return [table for table in found if table]


def rows() -> list[Row]:
    return [_row(table[0], cells) for table in tables() for cells in table[1:]]


def _row(head: list[str], cells: list[str]) -> Row:
    method, path, act, *_rest = [*cells[0].split(), ""]
    told = dict(zip(head[1:], cells[1:], strict=True))
    kinds = {name: told.pop(name) for name in KINDS if name in told}
    return Row(method, path, act, kinds, told)


def answers_to(row: Row) -> dict[str, str]:
    """Who asks is forgotten before the next one does."""
    with committed():
        here = hub(visibility=row.kinds.get("hub", "public"))
    world = World(here, row.act, row.kinds.get("page", "members"))
    keys = world.keys()
    if "PRODUCT" in row.path:
        keys["PRODUCT"] = world.product(is_drafted="/drafts/" in row.path)
    if "HELD" in row.path:
        keys["HELD"] = world.held()
    language = "" if row.path.startswith("/admin/") else "/en"
    path = language + re.sub(r"[A-Z]{3,}", lambda name: str(keys[name[0]]), row.path)
    found = {}
    for role in row.answers:
        cache.clear()
        with transaction.atomic():
            found[role] = answer_to(world.client(role), row.method, path, world.sent())
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("row", rows(), ids=str)
def test_everybody_is_answered_as_the_table_says(row: Row, settings: Any) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = MACHINE
    assert answers_to(row) == row.answers


def test_the_tables_are_read_whole() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| (GET|POST) ", line)]
    assert len(rows()) == len(lines) > 150
    assert len({str(row) for row in rows()}) == len(lines), "a row twice"
