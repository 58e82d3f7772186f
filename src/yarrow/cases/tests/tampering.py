"""What only tests may do: take the guard on bars away for the flush between transactional tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

from django.db import connection

_GUARD = import_module("yarrow.cases.migrations.0004_bars_hold")


@contextmanager
def bars_may_be_flushed() -> Iterator[None]:
    """Let Django's test runner empty the tables; the guard stands during the test itself."""
    flush = connection.ops.sql_flush

    def between_lifting_and_guarding(*args: Any, **options: Any) -> list[str]:
        vendor = connection.vendor
        return [*_GUARD.lifting(vendor), *flush(*args, **options), *_GUARD.guarding(vendor)]

    with patch.object(connection.ops, "sql_flush", between_lifting_and_guarding):
        yield
