"""The whole database at one moment, while it is being written to; one file a kind of database.

Each gives its rows and its content in pieces, and never puts a byte of it on disk.
"""

from contextlib import AbstractContextManager
from types import ModuleType
from typing import BinaryIO

from django.db.backends.base.base import BaseDatabaseWrapper

from . import postgresql, sqlite
from .shape import Snapshot

__all__ = ["Snapshot", "check", "is_empty", "load", "snapshot"]

_KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def snapshot(connection: BaseDatabaseWrapper) -> "AbstractContextManager[Snapshot]":
    """The database as it is now; what is written meanwhile is not in it."""
    taken: AbstractContextManager[Snapshot] = _KINDS[connection.vendor].snapshot(connection)
    return taken


def check(vendor: str, content: BinaryIO) -> dict[str, int] | None:
    """Whether this content is a sound database: its rows by table, or None where that cannot be counted here.

    Raises ``NotABackup`` for one that is broken or of a kind we do not know.
    """
    counted: dict[str, int] | None = _KINDS[vendor].check(content)
    return counted


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is nothing that a restore could overwrite."""
    empty: bool = _KINDS[connection.vendor].is_empty(connection)
    return empty


def load(connection: BaseDatabaseWrapper, content: BinaryIO) -> None:
    """Put the content where the empty database is. Whole or not at all."""
    _KINDS[connection.vendor].load(connection, content)
