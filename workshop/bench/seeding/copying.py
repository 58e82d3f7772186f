"""Copying rows inside the database, under other ids and with other random bytes: a thousand at a time."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import AutoField, BinaryField, ForeignKey, Model, UUIDField

Tables = dict[type[Any], list[Model]]
"""Rows by table; a table stands after those that it points to."""

_COUNTED = {"reference"}  # unique numbers: the copies count on


def copy_rows(originals: Tables, copies: int) -> None:
    """So many copies of each row. Copies point to each other as the originals do."""
    with connection.cursor() as cursor:
        for table, rows in originals.items():
            columns = dict(_columns(table, set(originals), len(rows)))
            places = ", ".join(["%s"] * len(rows))
            key = table._meta.pk.column
            cursor.execute(
                f"WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {copies:d})"  # noqa: S608  # names from our own models
                f" INSERT INTO {table._meta.db_table} ({', '.join(columns)})"
                f" SELECT {', '.join(columns.values())} FROM {table._meta.db_table}, copy"
                f" WHERE {key} IN ({places})",
                [table._meta.pk.get_db_prep_value(row.pk, connection) for row in rows],
            )


def _columns(table: type[Any], copied: set[type[Any]], count: int) -> Iterator[tuple[str, str]]:
    for field in table._meta.local_concrete_fields:
        name = f'"{field.column}"'
        if isinstance(field, AutoField):
            continue  # given out by the database
        if isinstance(field, BinaryField):
            yield name, f"randomblob(length({name}))"
        elif isinstance(field, UUIDField) or (
            isinstance(field, ForeignKey) and field.related_model in copied
        ):
            yield name, _another(name)
        else:
            yield name, f"{name} + n * {count:d}" if field.name in _COUNTED else name


def _another(name: str) -> str:
    """The id of the copy: an odd factor gives each copy other first digits, all over the index."""
    return f"printf('%%08x', (n * 2654435761) & 4294967295) || substr({name}, 9)"
