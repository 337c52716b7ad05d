"""One archive that holds the whole site: its database and every file that people brought."""

import io
import json
import shutil
import sqlite3
import subprocess
import tarfile
import zlib
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import wagtail
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection, connections
from django.utils import timezone

DATABASE, MANIFEST = "database", "manifest.json"
SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.4 and newer


class BackupError(Exception):
    """What stands in the way, in words for whoever runs the command."""


def folders() -> dict[str, Path]:
    """Name in the archive → where the files lie."""
    return {"media": Path(settings.MEDIA_ROOT), "documents": Path(storages["documents"].path(""))}


def back_up(target: Path) -> None:
    """Write the archive; a file that is there already is left as it is.

    Raises:
        BackupError: the archive exists, or a program of PostgreSQL is missing or fails.
    """
    if target.exists():
        raise BackupError(f"{target} exists already.")
    with TemporaryDirectory() as folder:
        database = Path(folder, DATABASE)
        _dump(database)
        unfinished = target.with_name(f"{target.name}.part")
        with tarfile.open(unfinished, "w:gz") as archive:
            _add_text(archive, MANIFEST, json.dumps(_manifest()))
            archive.add(database, DATABASE)
            for name, place in folders().items():
                if place.is_dir():
                    archive.add(place, name)
        unfinished.rename(target)


def restore(source: Path, *, force: bool = False) -> None:
    """Put the archive's database and files in the place of this site's own.

    Raises:
        BackupError: the archive is none, is of another kind of database, or the site has content and not `force`.
    """
    with TemporaryDirectory() as folder:
        _unpack(source, folder)
        manifest = _read_manifest(Path(folder, MANIFEST))
        if manifest["database"] != connection.vendor:
            raise BackupError(f"The backup is of {manifest['database']}, this site runs on {connection.vendor}.")
        if _has_content() and not force:
            raise BackupError("This site has content. With --force the backup takes its place.")
        _load(Path(folder, DATABASE))
        for name, place in folders().items():
            _empty(place)
            if Path(folder, name).is_dir():
                shutil.copytree(Path(folder, name), place, dirs_exist_ok=True)


def _empty(place: Path) -> None:
    """Leave the folder itself where it is: it may be the place where a volume is mounted."""
    for entry in place.glob("*"):
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _unpack(source: Path, folder: str) -> None:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, **SAFELY)
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise BackupError(f"{source} is no backup, or not a whole one: {error}") from error


def _manifest() -> dict[str, Any]:
    return {"made": timezone.now().isoformat(), "database": connection.vendor, "wagtail": wagtail.__version__}


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError("The archive holds no manifest: it is no backup of this site.") from error


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    info = tarfile.TarInfo(name)
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))


def _has_content() -> bool:
    tables = connection.introspection.table_names()
    if "wagtailcore_page" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtailcore_page")
        return cursor.fetchone()[0] > 2  # the root and Wagtail's welcome page


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(target)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
    else:
        _postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={target}", "--dbname")


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(source)) as copy:
            connection.ensure_connection()
            copy.backup(connection.connection)
    else:
        with connection.cursor() as cursor:  # everything: a newer version may have made tables that the backup lacks
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connections.close_all()
        _postgresql("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(source), "--dbname")


def _postgresql(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs; the last argument is completed by the address of the database."""
    options = connection.settings_dict
    address = f"host={options['HOST']} port={options['PORT'] or 5432} user={options['USER']} dbname={options['NAME']}"
    try:
        subprocess.run(
            [program, *arguments, address],
            env={"PGPASSWORD": options["PASSWORD"], "PATH": _path()},
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} is missing: install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program} failed: {error.stderr.strip()}") from error


def _path() -> str:
    """Where programs are looked for: Debian keeps those of a server outside the usual places."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return ":".join([*map(str, places), "/usr/local/bin", "/usr/bin", "/bin"])
