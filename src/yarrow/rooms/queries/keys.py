"""Opening a room's key with an unlocked keyring. Nothing here is cached (style.md §5.5)."""

from yarrow.kernel.errors import NotThere
from yarrow.rooms.contexts import private_context, ring_context, wrap_context
from yarrow.rooms.models import Room, RoomVersion, Wrap
from yarrow.sealing.blob import unseal
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with

from .held import newest_version


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


def _open(wrap: Wrap, keyring: Keyring) -> bytes:
    if wrap.ring_blob is not None:
        return unseal(keyring.ring_key, bytes(wrap.ring_blob), ring_context(wrap))
    return unwrap_with(keyring.sealing_private, bytes(wrap.blob), wrap_context(wrap))


def room_private_key(version: RoomVersion, key: bytes) -> bytes:
    """The half that opens drops."""
    return unseal(key, bytes(version.private_sealed), private_context(version))
