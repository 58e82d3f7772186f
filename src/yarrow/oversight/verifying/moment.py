"""Reading everything as it was at one moment, while others write on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_BEGIN = {
    "sqlite": "BEGIN DEFERRED",  # not Django's IMMEDIATE: that would keep every writer out
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment: an act half seen would look like tampering.

    Inside a transaction already, that is the moment.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
