"""A few kinds of entry from many rooms at once, for lists of rooms: always the same number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from yarrow.gate.facts import Fact
from yarrow.rooms.contexts import entry_context, ring_context, wrap_context
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.models import Entry, Wrap
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.queries import the_service

from .recorded import ReadEntry, read_entries
from .written import written_in

Keys = dict[tuple[UUID, int], bytes]
"""Room and key generation to key."""


def entries_of_kinds(
    rooms: Iterable[UUID], keyring: Keyring, kinds: tuple[type[Fact], ...]
) -> dict[UUID, tuple[ReadEntry, ...]]:
    """The entries of these kinds, oldest first, from the rooms this worker is in.

    What does not open is left out: a list must not fall with one broken row. One that was moved is
    ``Unreadable``. A correction is of the kind that it corrects, so nothing else need be read to know
    what counts.
    """
    deployment, asked = the_service().pk, list(rooms)
    keys = _keys_to(asked, keyring, deployment)
    marks = tuple(f'"kind":"{kind.kind}"'.encode() for kind in kinds)
    found: dict[UUID, list[tuple[Entry, Envelope]]] = defaultdict(list)
    for entry in Entry.objects.filter(room_id__in=asked).order_by("number"):
        envelope = _opened(entry, keys, deployment)
        if envelope is not None and any(mark in envelope.fact for mark in marks):
            found[entry.room_id].append((entry, envelope))
    written = written_in(found)
    return {room: read_entries(opened, written[room]) for room, opened in found.items()}


def _keys_to(rooms: list[UUID], keyring: Keyring, deployment: UUID) -> Keys:
    wraps = Wrap.objects.select_related("version").filter(
        version__room__in=rooms, holder_id=keyring.worker, holder__is_active=True
    )
    keys = {}
    for wrap in wraps:
        with suppress(CannotOpen):
            keys[wrap.version.room_id, wrap.version.number] = key_in(wrap, keyring, deployment)
    return keys


def key_in(wrap: Wrap, keyring: Keyring, deployment: UUID) -> bytes:
    """The room key in one of this worker's wraps; raises CannotOpen."""
    if wrap.ring_blob is not None:
        context = ring_context(wrap, deployment=deployment)
        return unseal(keyring.ring_key, bytes(wrap.ring_blob), context)
    context = wrap_context(wrap, deployment=deployment)
    return unwrap_with(keyring.sealing_private, bytes(wrap.blob), context)


def _opened(entry: Entry, keys: Keys, deployment: UUID) -> Envelope | None:
    key = keys.get((entry.room_id, entry.version))
    if key is None:
        return None
    try:
        raw = unseal(key, bytes(entry.blob), entry_context(entry, deployment=deployment))
        return Envelope.from_bytes(raw)
    except (CannotOpen, ValueError, KeyError):
        return None
