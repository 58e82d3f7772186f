"""PostgreSQL: ``pg_dump`` of an exported snapshot, through a pipe; ``pg_restore`` in one transaction."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.db.backends.base.base import BaseDatabaseWrapper

from yarrow.backups.archive import NotABackup

from .shape import Snapshot

_PIECE = 1 << 20


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[Snapshot]:
    """Rows and dump of the same moment: the dump reads the snapshot in which the rows were counted."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            name, rows = cursor.fetchone()[0], _rows(cursor)
            yield Snapshot(rows, _dumped(own, name))
            cursor.execute("ROLLBACK")
    finally:
        own.close()


def check(content: BinaryIO) -> None:
    """Read the archive to its end; only a restore can count its rows."""
    _piped(["pg_restore", "--file=/dev/null"], {}, content)


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """No table of anybody's."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def load(connection: BaseDatabaseWrapper, content: BinaryIO) -> None:
    """All of it, or nothing."""
    where, secret = _where(connection)
    rules = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    connection.close()
    _piped(["pg_restore", *rules, *where], secret, content)


def _dumped(connection: BaseDatabaseWrapper, name: str) -> Iterator[bytes]:
    where, secret = _where(connection)
    line = ["pg_dump", "--format=custom", "--compress=0", f"--snapshot={name}", *where]
    dump = subprocess.Popen(line, stdout=subprocess.PIPE, env=os.environ | secret)  # noqa: S603  # no shell, our own settings
    out = cast("BinaryIO", dump.stdout)  # it is a pipe
    try:
        while piece := out.read(_PIECE):
            yield piece
    except GeneratorExit:  # nobody reads on: the disk is full
        dump.terminate()
        raise
    finally:
        out.close()
        ended = dump.wait()
    if ended != 0:
        raise OSError("pg_dump did not finish; what it said stands above")


def _piped(line: list[str], secret: dict[str, str], content: BinaryIO) -> None:
    program = subprocess.Popen(line, stdin=subprocess.PIPE, env=os.environ | secret)  # noqa: S603  # as above
    into = cast("BinaryIO", program.stdin)  # it is a pipe
    try:
        while piece := content.read(_PIECE):
            into.write(piece)
        into.close()
    except BrokenPipeError:
        pass  # it has ended already; its exit code says why
    if program.wait() != 0:
        raise NotABackup


def _where(connection: BaseDatabaseWrapper) -> tuple[list[str], dict[str, str]]:
    given: Any = connection.settings_dict
    line = [f"--dbname={given['NAME']}", f"--username={given['USER']}", "--no-password"]
    line += [f"--host={given['HOST']}"] if given["HOST"] else []
    line += [f"--port={given['PORT']}"] if given["PORT"] else []
    return line, {"PGPASSWORD": given["PASSWORD"]} if given["PASSWORD"] else {}


def _rows(cursor: Any) -> dict[str, int]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    names = [name for (name,) in cursor.fetchall()]
    rows = {}
    for name in names:
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  # names come from the database itself
        rows[name] = cursor.fetchone()[0]
    return rows
