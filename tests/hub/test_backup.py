"""A backup put into an empty place is the same site: database, files, pages."""

import lzma
import os
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.hub.test_upgrade import DUMP, ROOT

Manage = Callable[..., subprocess.CompletedProcess[str]]
CRAWL = """
import hashlib
from django.test import Client
from search.models import SearchEntry
for url in sorted(SearchEntry.objects.filter(part=0).values_list("url", flat=True))[::25]:
    response = Client(HTTP_HOST="localhost").get(url)
    print(url, response.status_code, hashlib.sha256(response.content).hexdigest())
"""
THEME = """
from knowledge.taxonomy.models import Theme
Theme.objects.create(key="pipes", reference="pipes", label={"en": "Канализация"}, description={"en": "Pipes"})
"""


def site(folder: Path, database: str = "") -> Manage:
    """Runs management commands of a site of its own."""
    folder.mkdir(exist_ok=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.development",
        "DATABASE_URL": database or f"sqlite:///{folder / 'db.sqlite3'}",
        "VAR_DIR": str(folder),
        "ELASTICSEARCH_URL": "",
        "REDIS_URL": "",
        "DEBUG": "0",
    }

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return manage


@pytest.fixture
def old(tmp_path: Path) -> Manage:
    """A site with content and a file of each kind."""
    folder = tmp_path / "old"
    for name in ("media/images", "documents/documents"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file.bin").write_bytes(name.encode())
    (folder / "db.sqlite3").write_bytes(lzma.decompress(DUMP.read_bytes()))
    manage = site(folder)
    for command in ("migrate", "search_rebuild"):
        result = manage(command)
        assert result.returncode == 0, result.stderr
    return manage


def test_a_restored_site_shows_the_same_pages_and_files(old: Manage, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert old("backup", str(archive)).returncode == 0
    new = site(tmp_path / "new")
    media = tmp_path / "new" / "media"  # it may be a volume, which cannot be replaced by another folder
    media.mkdir()
    (media / "left-over.bin").touch()
    place = media.stat().st_ino
    result = new("restore", str(archive))
    assert result.returncode == 0, result.stderr
    pages = old("shell", "-c", CRAWL).stdout
    assert pages.count(" 200 ") > 50
    assert new("shell", "-c", CRAWL).stdout == pages
    for name in ("media/images", "documents/documents"):
        assert (tmp_path / "new" / name / "file.bin").read_bytes() == name.encode()
    assert (media.stat().st_ino, (media / "left-over.bin").exists()) == (place, False)


def test_a_backup_never_takes_the_place_of_content_unasked(old: Manage, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    old("backup", str(archive))
    refused = old("restore", str(archive))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert old("backup", str(archive)).returncode == 1  # nor the place of another backup
    assert old("restore", str(archive), "--force").returncode == 0


def test_what_is_no_backup_is_refused_and_nothing_is_lost(old: Manage, tmp_path: Path) -> None:
    garbage, foreign = tmp_path / "garbage.tar.gz", tmp_path / "foreign.tar.gz"
    garbage.write_bytes(b"not an archive")
    with tarfile.open(foreign, "w:gz") as archive:
        archive.add(ROOT / "README.md", "README.md")
    whole, half = tmp_path / "whole.tar.gz", tmp_path / "half.tar.gz"
    old("backup", str(whole))
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    for path in (garbage, foreign, half, tmp_path / "missing.tar.gz"):
        refused = old("restore", str(path), "--force")
        assert refused.returncode == 1
        assert "no backup" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert " 200 " in old("shell", "-c", CRAWL).stdout


ADDRESS = os.environ.get("DATABASE_URL", "")

if ADDRESS.startswith("postgres"):  # the suite's other run has no such server to restore into

    @pytest.fixture
    def postgresql() -> Iterator[Callable[[], str]]:
        """Makes empty databases, gone afterwards."""
        names: list[str] = []

        def make() -> str:
            names.append(f"backup_{uuid.uuid4().hex[:12]}")
            with psycopg.connect(ADDRESS, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {names[-1]}")
            return f"{ADDRESS.rsplit('/', 1)[0]}/{names[-1]}"

        yield make
        with psycopg.connect(ADDRESS, autocommit=True) as server:
            for name in names:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def test_a_restored_database_of_postgresql_holds_the_same(postgresql: Callable[[], str], tmp_path: Path) -> None:
        old, archive = site(tmp_path / "old", postgresql()), tmp_path / "backup.tar.gz"
        for command in (["migrate"], ["shell", "-c", THEME], ["backup", str(archive)]):
            result = old(*command)
            assert result.returncode == 0, result.stderr
        address = postgresql()
        new = site(tmp_path / "new", address)
        for options in ([], ["--force"]):
            restored = new("restore", str(archive), *options)
            assert restored.returncode == 0, restored.stderr
            with psycopg.connect(address) as server:  # as if it had been upgraded since
                server.execute("CREATE TABLE of_a_newer_version (theme int REFERENCES taxonomy_theme (id))")
        assert "Канализация" in new("shell", "-c", "print(Theme.objects.get().label)").stdout
        assert site(tmp_path / "other")("restore", str(archive)).returncode == 1  # SQLite takes no PostgreSQL
