"""The keys of one room as one holder opens them, each once. Kept for one act, never stored."""

from uuid import UUID

from yarrow.rooms.contexts import again_context
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.queries import newest_version, room_key, room_private_key
from yarrow.sealing.blob import unseal
from yarrow.sealing.keyring import Keyring
from yarrow.staff.queries import the_service

_HALF = 32


class RoomKeys:
    """``keys[version]`` is a room key; raises NotThere for a version this worker has no wrap of."""

    def __init__(self, room: Room, keyring: Keyring) -> None:
        self._room, self._keyring = room, keyring
        self._keys: dict[int, bytes] = {}
        self._halves: dict[int, bytes] = {}
        self.newest: int = newest_version(room).number
        self.deployment: UUID = the_service().pk
        self[self.newest]  # who cannot open the newest is not inside

    def __repr__(self) -> str:
        return "keys of a room"  # never the keys themselves (O-02)

    def __getitem__(self, version: int) -> bytes:
        if version not in self._keys:
            row, key = room_key(room=self._room, keyring=self._keyring, version=version)
            self._keys[version] = key
            if row.private_sealed:
                self._halves[version] = room_private_key(row, key)
        return self._keys[version]

    def half_and_blob(self, drop: Drop) -> bytes:
        """The half that opens a note, 32 bytes, and the note as it came; raises CannotOpen."""
        if drop.again:
            return unseal(self[drop.again], bytes(drop.blob), again_context(drop))
        self[drop.version]
        return self._halves[drop.version] + bytes(drop.blob)

    def as_it_came(self, drop: Drop) -> tuple[bytes, bytes]:
        """The half that opens a note, and the note as its author signed it; raises CannotOpen."""
        raw = self.half_and_blob(drop)
        return raw[:_HALF], raw[_HALF:]
