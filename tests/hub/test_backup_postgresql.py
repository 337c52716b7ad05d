"""A backup of PostgreSQL becomes the same database again."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.hub.sites import site
from tests.prepared import prepared

THEME = """
from knowledge.taxonomy.models import Theme
Theme.objects.create(key="pipes", reference="pipes", label={"en": "Канализация"}, description={"en": "Pipes"})
"""
ADDRESS = os.environ.get("DATABASE_URL", "")

if ADDRESS.startswith("postgres"):  # the suite's other run has no such server to restore into

    @pytest.fixture
    def postgresql() -> Iterator[Callable[..., str]]:
        """Makes databases, empty ones or copies, gone afterwards."""
        names: list[str] = []

        def make(template: str = "template1") -> str:
            names.append(f"backup_{uuid.uuid4().hex[:12]}")
            with psycopg.connect(ADDRESS, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {names[-1]} TEMPLATE {template}")
            return f"{ADDRESS.rsplit('/', 1)[0]}/{names[-1]}"

        yield make
        with psycopg.connect(ADDRESS, autocommit=True) as server:
            for name in names:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def test_a_restored_database_of_postgresql_holds_the_same(postgresql: Callable[..., str], tmp_path: Path) -> None:
        content, archive = postgresql(prepared(ADDRESS).template), tmp_path / "backup.tar.gz"
        old = site(tmp_path / "old", content)
        for command in (["shell", "-c", THEME], ["backup", str(archive)]):
            result = old(*command)
            assert result.returncode == 0, result.stderr
        address = postgresql()
        new = site(tmp_path / "new", address)
        for options in ([], ["--force"]):
            restored = new("restore", str(archive), *options)
            assert restored.returncode == 0, restored.stderr
            with psycopg.connect(address) as server:  # as if it had been upgraded since
                server.execute("CREATE TABLE of_a_newer_version (theme int REFERENCES taxonomy_theme (id))")
        assert "Канализация" in new("shell", "-c", "print(Theme.objects.get(key='pipes').label)").stdout
        assert site(tmp_path / "other")("restore", str(archive)).returncode == 1  # SQLite takes no PostgreSQL
