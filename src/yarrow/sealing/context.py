"""Where a sealed value belongs, bound into the seal itself."""

from dataclasses import dataclass
from uuid import UUID

from .framing import framed

LAST_VERSION = 0xFFFF
"""A key version is written in two bytes."""


@dataclass(frozen=True, slots=True)
class Context:
    """The one place where a sealed value may be opened (the AAD contract, security.md §5.2).

    Immutable ids only, never a name or a title: a value sealed under something that can
    change would be lost at the change. ``version`` is that of the key. A value moved to
    another row, column, room, version or service does not open there.

    Raises ``TypeError`` for an id that is not a UUID and ``ValueError`` for a nameless table
    or column, or a version outside 0-65535.
    """

    deployment: UUID
    table: str
    column: str
    row: UUID
    room: UUID | None = None
    version: int = 0

    def __post_init__(self) -> None:
        room = self.row if self.room is None else self.room
        if not all(isinstance(id_, UUID) for id_ in (self.deployment, self.row, room)):
            raise TypeError("a context is made of UUIDs")
        if not self.table or not self.column:
            raise ValueError("a context names its table and its column")
        if not 0 <= self.version <= LAST_VERSION:
            raise ValueError("a key version lies between 0 and 65535")

    def aad(self) -> bytes:
        """The context as bytes, length-prefixed, for the seal to authenticate."""
        return framed(
            self.deployment.bytes,
            self.table.encode(),
            self.column.encode(),
            b"" if self.room is None else self.room.bytes,
            self.row.bytes,
            self.version.to_bytes(2, "big"),
        )
