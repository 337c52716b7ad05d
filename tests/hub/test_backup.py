"""A backup put into an empty place is the same site: database, files, pages."""

import tarfile
from pathlib import Path

import pytest

from tests.hub.sites import Manage, site
from tests.prepared import ROOT, prepared

CRAWL = """
import hashlib
from django.test import Client
from search.models import SearchEntry
for url in sorted(SearchEntry.objects.filter(part=0).values_list("url", flat=True))[::25]:
    response = Client(HTTP_HOST="localhost").get(url)
    print(url, response.status_code, hashlib.sha256(response.content).hexdigest())
"""


@pytest.fixture
def old(tmp_path: Path) -> Manage:
    """A site with content and a file of each kind."""
    folder = tmp_path / "old"
    for name in ("media/images", "documents/documents"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file.bin").write_bytes(name.encode())
    with prepared("").copied_database(str(folder / "db.sqlite3")):
        return site(folder)


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
