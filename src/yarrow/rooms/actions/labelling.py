"""Writing what lists say of a room; a step of attesting, which audits."""

from yarrow.rooms import queries
from yarrow.rooms.contexts import label_context
from yarrow.rooms.label import Label
from yarrow.rooms.models import Room, RoomLabel
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring


def relabel(*, room: Room, label: Label, keyring: Keyring) -> None:
    """Seal the label of a person's or a team's room anew, whatever was written.

    A row that changed only with a new name, or was there only where something is owed, would tell it.
    """
    if room.kind not in {RoomKind.PERSON, RoomKind.TEAM}:
        return
    version, key = queries.room_key(room=room, keyring=keyring)
    row = RoomLabel(room=room, version=version.number)
    row.blob = seal(key, label.to_bytes(), label_context(row), pad_to=1024)
    RoomLabel.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["room"], update_fields=["version", "blob"]
    )
