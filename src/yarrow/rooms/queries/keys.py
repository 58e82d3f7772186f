"""Opening a room's key with an unlocked keyring. Nothing here is cached (style.md §5.5)."""

from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event
from yarrow.kernel.errors import NotThere
from yarrow.rooms.contexts import private_context, ring_context, wrap_context
from yarrow.rooms.models import Room, RoomVersion, Wrap
from yarrow.sealing.blob import unseal
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.queries import the_service
from yarrow.staff.queries.service import UntrustedPublic, mark_of_public

from .held import newest_version
from .placed import is_as_recorded, mark_of_opening


def room_key(*, room: Room, keyring: Keyring, version: int | None = None) -> tuple[RoomVersion, bytes]:
    """The key of one generation (the newest by default); raises NotThere for who is not inside."""
    number = version if version is not None else newest_version(room).number
    wrap = (
        Wrap.objects.select_related("version")
        .filter(version__room=room, version__number=number, holder_id=keyring.worker, holder__is_active=True)
        .first()
    )
    if wrap is None:
        raise NotThere
    return wrap.version, _open(wrap, keyring)


def prove_inside(*, room: Room, keyring: Keyring) -> None:
    """Open the newest key of a room and give nothing back; ``NotThere`` or ``CannotOpen`` for who cannot.

    For an act that seals nothing and is only for who is truly inside: a row among the wraps is soon put in.
    """
    room_key(room=room, keyring=keyring)


def _open(wrap: Wrap, keyring: Keyring) -> bytes:
    if wrap.ring_blob is not None:
        return unseal(keyring.ring_key, bytes(wrap.ring_blob), ring_context(wrap))
    return unwrap_with(keyring.sealing_private, bytes(wrap.blob), wrap_context(wrap))


def mark_of_version(version: RoomVersion) -> bytes:
    """What the record remembers of the public half of a later version; only this service can make it.

    The first one is remembered with the place of the room (``placed.mark_of_opening``).
    """
    return mark_of_public(
        bytes(version.public), version.room_id.bytes, version.pk.bytes, service=the_service()
    )


def trusted_public(version: RoomVersion) -> bytes:
    """The key that notes into a room are sealed to. Raises ``UntrustedPublic`` where exchanged (T21).

    Also where the room was moved to another case: its notes are not for those who work there.
    """
    of_version = events_of(version.room_id).filter(subject=version.pk)
    made = of_version.filter(event__in=[Event.ROOM_OPENED, Event.ROOM_REKEYED]).first()
    if made is None or not is_as_recorded(version.room):
        raise UntrustedPublic
    is_first = made.event == Event.ROOM_OPENED
    mark = mark_of_opening(version.room, version) if is_first else mark_of_version(version)
    if bytes(made.digest) != mark:
        raise UntrustedPublic
    return bytes(version.public)


def room_private_key(version: RoomVersion, key: bytes) -> bytes:
    """The half that opens drops."""
    return unseal(key, bytes(version.private_sealed), private_context(version))
