"""SQLite: the pages of one read transaction, straight from memory.

``sqlite3_serialize`` reads every page, those still in the write-ahead log too, under one read lock:
writers go on. It holds the database in memory, twice for a moment: a service of 1 GB needs 2 GB free.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.db.backends.base.base import BaseDatabaseWrapper

from yarrow.backups.archive import NotABackup

from .shape import Snapshot

_PIECE = 1 << 20
_JOURNAL = slice(18, 20)
_ROLLBACK = b"\x01\x01"
"""Two bytes of the header that say where changes are journalled. A copy has no write-ahead log, and in memory
could not be opened with one; the service sets its own when it next connects."""


@contextmanager
def snapshot(connection: BaseDatabaseWrapper) -> Iterator[Snapshot]:
    """Rows and pages of the same moment."""
    connection.ensure_connection()
    source: Any = connection.connection
    ours = not source.in_transaction
    if ours:
        source.execute("BEGIN DEFERRED")  # a reader: it holds up nobody
    try:
        rows, pages = _rows(source), source.serialize()
    finally:
        if ours:
            source.execute("ROLLBACK")
    yield Snapshot(rows, _pieces(memoryview(pages)))


def _pieces(pages: memoryview) -> Iterator[bytes]:
    header = bytearray(pages[:_PIECE])
    header[_JOURNAL] = _ROLLBACK
    yield bytes(header)
    yield from (bytes(pages[at : at + _PIECE]) for at in range(_PIECE, len(pages), _PIECE))


def check(content: BinaryIO) -> dict[str, int]:
    """Open the copy in memory, and let SQLite look at every page and every reference."""
    copy = sqlite3.connect(":memory:")
    try:
        copy.deserialize(content.read())
        sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not sound or copy.execute("PRAGMA foreign_key_check").fetchone():
            raise NotABackup
        return _rows(copy)
    except sqlite3.Error:
        raise NotABackup from None
    finally:
        copy.close()


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """No file, or one without a single table, as any command leaves that looks for a database."""
    if not Path(connection.settings_dict["NAME"]).exists():
        return True
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def load(connection: BaseDatabaseWrapper, content: BinaryIO) -> None:
    """Write beside the name, then take the name: a power cut leaves the whole database or none."""
    connection.close()
    place = Path(connection.settings_dict["NAME"])
    draft = place.with_name(f"{place.name}.restoring")
    with suppress(FileNotFoundError):
        draft.unlink()
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while piece := content.read(_PIECE):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        for empty in ("", "-wal", "-shm"):
            place.with_name(f"{place.name}{empty}").unlink(missing_ok=True)
        os.link(draft, place)  # fails where somebody made a database meanwhile
    finally:
        draft.unlink(missing_ok=True)


def _rows(source: Any) -> dict[str, int]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in source.execute(named).fetchall()]
    return {name: source.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608  # names come from the database itself
