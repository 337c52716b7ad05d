"""A site of the previous version becomes one of this version and loses nothing."""

import lzma
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DUMP = ROOT / "tests" / "upgrade" / "landing.sqlite3.xz"
KEPT = (
    "wagtailcore_page",
    "partnerships_partnership",
    "partnerships_organisation",
    "taxonomy_theme",
    "thesaurus_termname",
    "people_user",
    "people_profile",
    "hubs_membership",
    "hubs_hubpage",
    "discussions_thread",
    "discussions_post",
)


def counts(database: Path) -> dict[str, int]:
    with sqlite3.connect(database) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in KEPT}


def test_the_database_of_the_previous_landing_migrates_and_searches(tmp_path: Path) -> None:
    database = tmp_path / "db.sqlite3"
    database.write_bytes(lzma.decompress(DUMP.read_bytes()))
    before = counts(database)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.development",
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(tmp_path),
        "ELASTICSEARCH_URL": "",
    }
    for command in (["migrate", "--no-input"], ["search_rebuild"], ["search_check"]):
        result = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
    assert before == counts(database)
    assert min(before.values()) > 0
