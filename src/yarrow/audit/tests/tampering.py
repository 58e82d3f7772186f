"""What an attacker with the database's own password could do: lift the guard, then change rows.

Only tests may do this, so the statements are read from the migration and stand nowhere in
the service.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import Any
from unittest.mock import patch

from django.db import connection

_GUARD = import_module("yarrow.audit.migrations.0002_append_only")


@contextmanager
def guard_lifted() -> Iterator[None]:
    """For a while, the database accepts changes to the record."""
    _run(_GUARD.lifting(connection.vendor))
    yield
    _run(_GUARD.guarding(connection.vendor))


def tamper(sql: str, params: Sequence[int] = ()) -> None:
    """Run one statement against the record with the guard lifted."""
    with guard_lifted(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@contextmanager
def flush_allowed() -> Iterator[None]:
    """Let Django's test runner empty the tables after a transactional test.

    Its flush removes rows, which the guard refuses. The guard is lifted for the flush alone,
    so it stands during the test itself.
    """
    flush = connection.ops.sql_flush

    def between_lifting_and_guarding(*args: Any, **options: Any) -> list[str]:
        vendor = connection.vendor
        return [*_GUARD.lifting(vendor), *flush(*args, **options), *_GUARD.guarding(vendor)]

    already = getattr(flush, "__name__", "") == between_lifting_and_guarding.__name__
    with (
        nullcontext() if already else patch.object(connection.ops, "sql_flush", between_lifting_and_guarding)
    ):
        yield


def _run(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
