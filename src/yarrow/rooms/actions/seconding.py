"""Agreeing as the second worker: what needs two people is done by two (design.md §5, decision 2)."""

from uuid import UUID

from django.db import transaction

from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.words import N_
from yarrow.rooms import queries
from yarrow.rooms.facts import SecondWorkerAgrees
from yarrow.rooms.models import Drop, Entry, Room
from yarrow.rooms.queries.written import written_of
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import brought_in_by_the_other

from .dropping import drop_note, may_drop
from .rekeying.versions import placed_room
from .writing import seal_entry

_NOT_TWO = N_(
    "A second worker is needed who did not come here by the word of who wrote it, nor they by yours:"
    " one of you vouched for the other."
)


@transaction.atomic
def agree_as_second(
    *, room: Room, entry: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> Entry | Drop | Refused:
    """Agree with one entry, from inside the room or, by a worker of the case, by a signed note.

    Refused for its own author, and where one of the two vouched for the other when they came
    (decision 0018); raises NotThere for an entry that is not in the room or was taken out, and for who
    has no duty on the case.
    """
    is_inside = queries.holds(by, room)
    if not is_inside and not may_drop(by, room):
        raise NotThere
    # With the room's row held: an entry that a colleague takes out at this moment is not agreed with.
    room = placed_room(room.pk)
    row, written = room.entries.filter(pk=entry).first(), written_of(room.pk)
    if row is None or row.pk in written.out_on:
        raise NotThere
    if not written.fits(row):  # whose it is, is not known: its own writer could be the second
        return refused("SECOND", N_("This entry cannot be read here. Tell the supervisor."))
    if row.author_id == by.pk:
        return refused("SECOND", N_("A second worker is somebody other than who wrote it."))
    if row.author is not None and brought_in_by_the_other(by, row.author):
        return refused("SECOND", _NOT_TWO)
    agrees = SecondWorkerAgrees(entry=str(row.pk))
    if is_inside:
        return seal_entry(room=room, fact=agrees, by=by, keyring=keyring, clock=clock)
    return drop_note(room=room, fact=agrees, by=by, keyring=keyring, clock=clock)
