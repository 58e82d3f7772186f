"""Public keys in plain columns beside the marks that only this service can make of them."""

from collections.abc import Callable, Iterator

from yarrow.audit.terms import Fault
from yarrow.audit.walk import Found
from yarrow.rooms.models import RoomVersion
from yarrow.rooms.queries.keys import trusted_public
from yarrow.staff.queries import the_service
from yarrow.staff.queries.service import UntrustedPublic, trusted_recovery_public

from .remembered import Remembered


def compare_publics(_remembered: Remembered, told: Callable[[int], None]) -> Iterator[Found]:
    """The recovery key and the key of every version of a room: what is sealed from now on goes to them."""
    try:
        trusted_recovery_public(the_service())
    except UntrustedPublic:
        yield Found(Fault.ROW_DIFFERS)
    for version in RoomVersion.objects.iterator(chunk_size=500):
        try:
            trusted_public(version)
        except UntrustedPublic:
            yield Found(Fault.ROW_DIFFERS, chain=version.room_id)
        told(1)
