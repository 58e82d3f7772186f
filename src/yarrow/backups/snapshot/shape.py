from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Snapshot:
    """One moment of a database: how many rows each table has, and everything, in pieces."""

    rows: dict[str, int]
    content: Iterable[bytes]
