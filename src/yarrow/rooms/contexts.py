"""Where each sealed column belongs. A blob moved anywhere else does not open (security.md §5.2)."""

from uuid import UUID

from yarrow.sealing.context import Context
from yarrow.staff.queries import the_service

from .models import Drop, Entry, RoomLabel, RoomVersion, Wrap


def wrap_context(wrap: Wrap, *, deployment: UUID | None = None) -> Context:
    """A room key wrapped to a holder's public key.

    Here and below, who opens many rows at once gives the ``deployment`` (the service's id), so
    that it is not asked for anew each time.
    """
    return _room_row("wrap", "blob", wrap.pk, wrap.version.room_id, wrap.version.number, deployment)


def ring_context(wrap: Wrap, *, deployment: UUID | None = None) -> Context:
    """The same key under the holder's own keyring."""
    return _room_row("wrap", "ring_blob", wrap.pk, wrap.version.room_id, wrap.version.number, deployment)


def recovery_context(version: RoomVersion) -> Context:
    """The same key wrapped to the recovery key."""
    return _room_row("room_version", "recovery_wrap", version.pk, version.room_id, version.number)


def private_context(version: RoomVersion) -> Context:
    """The room's own private half, sealed under the room key."""
    return _room_row("room_version", "private_sealed", version.pk, version.room_id, version.number)


def entry_context(entry: Entry, *, deployment: UUID | None = None) -> Context:
    """One sealed fact."""
    return _room_row("entry", "blob", entry.pk, entry.room_id, entry.version, deployment)


def label_context(label: RoomLabel, *, deployment: UUID | None = None) -> Context:
    """What lists say of one room, under the room key."""
    return _room_row("room_label", "blob", label.room_id, label.room_id, label.version, deployment)


def drop_context(drop: Drop) -> Context:
    """One note sealed to the room's public half."""
    return _room_row("drop", "blob", drop.pk, drop.room_id, drop.version)


def again_context(drop: Drop) -> Context:
    """The same note as it came, and the half that opens it, under the room key of a later version."""
    return _room_row("drop", "again", drop.pk, drop.room_id, drop.again)


def standing_context(room: UUID) -> Context:
    """What a room attests, sealed under the gate's key."""
    return _room_row("standing", "blob", room, room, 0)


def protected_context(room: UUID, *, deployment: UUID | None = None) -> Context:
    """What a room protects, sealed under the door's key."""
    return _room_row("protected", "blob", room, room, 0, deployment)


def draft_context(draft: UUID) -> Context:
    """Typed text that was not saved yet."""
    return Context(deployment=the_service().pk, table="draft", column="blob", row=draft)


def public_draft_context(draft: UUID) -> Context:
    """Typed text of somebody without an account."""
    return Context(deployment=the_service().pk, table="public_draft", column="blob", row=draft)


def _room_row(
    table: str, column: str, row: UUID, room: UUID, version: int, deployment: UUID | None = None
) -> Context:
    return Context(
        deployment=deployment or the_service().pk,
        table=table,
        column=column,
        row=row,
        room=room,
        version=version,
    )
