"""A site with the real content, made once for every test process: each works on a copy of its database and files.

Kept in .pytest_cache for as long as the code, the content and the locked versions are those it was made with.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("hub", "home", "communities", "knowledge", "search", "content", "locale", "requirements.txt")
KEPT_IN = ROOT / ".pytest_cache" / "prepared"
FILES = ("media", "documents", "share")
COMMANDS = (("compile_messages",), ("migrate", "--no-input", "--verbosity=0"), ("load_content", "--verbosity=0"))
OURS = f"prepared_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]}_"  # on a server that other checkouts use too
MADE_FROM_THEM = (".pyc", ".mo")


def prepared(database_url: str, *, reuse: bool = False) -> "Prepared":
    """The site on a database of the kind that `database_url` names, made now if nobody has made it yet.

    `reuse` takes one that was made with other code, as pytest's --reuse-db asks for: what it lacks is migrated.
    """
    kind, server = ("postgresql", database_url) if database_url.startswith("postgres") else ("sqlite", "")
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    with _only_one(KEPT_IN / f"{kind}.lock"):
        if reuse:
            for folder in KEPT_IN.glob(f"{kind}-*"):
                if (old := Prepared(folder, server)).is_there():
                    return old
        site = Prepared(KEPT_IN / f"{kind}-{_key()}", server)
        if not site.is_there():
            site.make()
    return site


class Prepared:
    """A folder with the files, and the database: a template on PostgreSQL's server, or a file in the folder."""

    def __init__(self, folder: Path, server: str) -> None:
        self.folder, self.server = folder, server
        self.template = f"{OURS}{folder.name.partition('-')[2]}"

    def copy_files(self, to: Path) -> None:
        for name in FILES:
            if (self.folder / name).exists():
                shutil.copytree(self.folder / name, to / name, dirs_exist_ok=True)

    @contextmanager
    def copied_database(self, name: str) -> Iterator[None]:
        """A copy of SQLite's database under `name`, a file or a URI; one in memory lives while the context does."""
        with (
            closing(sqlite3.connect(self.folder / "db.sqlite3")) as source,
            closing(sqlite3.connect(name, uri=name.startswith("file:"))) as copy,
        ):
            source.backup(copy)
            yield

    def is_there(self) -> bool:
        if not (self.folder / "complete").exists():
            return False
        return not self.server or self.template in self._templates()

    def make(self) -> None:
        self._remove_older()
        self.folder.mkdir()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.development",
            "DATABASE_URL": self._address(),
            "VAR_DIR": str(self.folder),
            "TASKS_MODE": "inline",
            "ELASTICSEARCH_URL": "",
            "REDIS_URL": "",
        }
        for command in COMMANDS:
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        (self.folder / "complete").touch()

    def _address(self) -> str:
        if not self.server:
            return f"sqlite:///{self.folder / 'db.sqlite3'}"
        with self._connected() as connection:
            connection.execute(f"CREATE DATABASE {self.template}")
        return f"{self.server.rsplit('/', 1)[0]}/{self.template}"

    def _remove_older(self) -> None:
        for folder in KEPT_IN.glob(f"{self.folder.name.partition('-')[0]}-*"):
            shutil.rmtree(folder)
        if self.server:
            with self._connected() as connection:
                for name in self._templates():
                    connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _templates(self) -> list[str]:
        with self._connected() as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (OURS,))
            return [name for (name,) in found]

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(self.server, autocommit=True)


def _key() -> str:
    """Changes with every file that the site is made from."""
    digest = hashlib.sha256()
    for name in SOURCES:
        for path in sorted((ROOT / name).rglob("*") if (ROOT / name).is_dir() else [ROOT / name]):
            if path.is_file() and path.suffix not in MADE_FROM_THEM:
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Whoever comes second waits, and finds the work done."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
