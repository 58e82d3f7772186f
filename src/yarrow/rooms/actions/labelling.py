"""Writing what lists say of a room; a step of attesting, which audits."""

from yarrow.rooms import queries
from yarrow.rooms.contexts import label_context
from yarrow.rooms.label import Label
from yarrow.rooms.models import Room, RoomLabel
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring


def relabel(*, room: Room, label: Label, keyring: Keyring) -> None:
    """Seal a person's room's label anew, whatever was written: a changed row must not tell a new name."""
    if room.kind != RoomKind.PERSON:
        return
    version, key = queries.room_key(room=room, keyring=keyring)
    row = RoomLabel(room=room, version=version.number)
    row.blob = seal(key, label.to_bytes(), label_context(row), pad_to=1024)
    RoomLabel.objects.update_or_create(room=room, defaults={"version": row.version, "blob": row.blob})
