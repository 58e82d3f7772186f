"""A database of its own on disk, so that what is really written can be read back byte by byte."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Where the bytes of the database are."""

    folder: Path
    connection: BaseDatabaseWrapper

    def raw(self) -> dict[str, bytes]:
        """Every byte of it: the files with what waits in the log, or a dump."""
        if self.connection.vendor == "postgresql":
            return {"pg_dump": self._dumped()}
        return {path.name: path.read_bytes() for path in sorted(self.folder.glob("service.sqlite3*"))}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What lies on the disk: the files of the database and its log, and what the server wrote down."""
        if self.connection.vendor != "postgresql":
            yield from self.raw().items()
            return
        with self.connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")  # what is still in its memory is written out first
            cursor.execute(
                "SELECT current_setting('data_directory'), oid FROM pg_database"
                " WHERE datname = current_database()"
            )
            folder, number = cursor.fetchone()
        data = Path(folder)
        inside = [data / f"base/{number}", data / "global", data / "pg_wal", data.parent / "log"]
        for path in (path for each in inside for path in (each, *each.rglob("*")) if path.is_file()):
            yield str(path.relative_to(data.parent)), path.read_bytes()

    def _dumped(self) -> bytes:
        given = self.connection.settings_dict
        command = ["pg_dump", "--host", given["HOST"], "--username", given["USER"], "--dbname", given["NAME"]]
        command += ["--port", str(given["PORT"])] if given["PORT"] else []
        made = subprocess.run(
            command,
            check=True,
            capture_output=True,
            env={"PGPASSWORD": given["PASSWORD"], "PATH": "/usr/bin"},
        )
        return made.stdout


@contextmanager
def own_database(folder: Path) -> Iterator[OnDisk]:
    """The default connection leads to a fresh database in ``folder`` (PostgreSQL: beside the usual one)."""
    usual = connections["default"]
    fresh = usual.copy()
    is_file = fresh.vendor == "sqlite"
    # Tests run side by side in several processes: each database has a name of its own.
    name = f"yarrow_barrier_{os.getpid()}_{next(_NUMBERS)}"
    fresh.settings_dict["NAME"] = str(folder / "service.sqlite3") if is_file else name
    if not is_file:
        _run(usual, f"CREATE DATABASE {name}")
    connections["default"] = fresh
    try:
        call_command("migrate", verbosity=0)
        yield OnDisk(folder, fresh)
    finally:
        fresh.close()
        connections["default"] = usual
        if not is_file:
            _run(usual, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _run(usual: BaseDatabaseWrapper, statement: str) -> None:
    with usual._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # noqa: SLF001  # as Django's own test runner does
        cursor.execute(statement)
