"""Marks of what somebody was shown, so that what is done is what was seen."""

from collections.abc import Iterable
from uuid import UUID

from yarrow.rooms.models import Room
from yarrow.rooms.queries import tide_of
from yarrow.sealing.keys import digest


def tide_mark(rooms: Iterable[Room]) -> str:
    """Marks how much lies in these rooms: another entry in one of them, or another room, is another mark."""
    said = (f"{room.pk.hex}.{tide_of(room)}".encode() for room in rooms)
    return digest(b"circle", *said).hex()


def entries_mark(entries: Iterable[tuple[Room, UUID]]) -> str:
    """Marks exactly these entries, each in its room."""
    said = (room.pk.bytes + entry.bytes for room, entry in entries)
    return digest(b"agree", *said).hex()
