"""Whether rows of a room are as the record last saw them (security.md §5.9)."""

from uuid import UUID

from yarrow.rooms.models import Room

from .written import written_of


def entries_put_back(room: Room) -> tuple[UUID, ...]:
    """Entries that are not as they were last written: changed, moved, put back, put in, or taken away.

    For investigators and the nightly check; it needs no key of the room. It trusts the chain of the room as
    far as its events carry our mark: whether all of them are there is for ``audit.verify`` and the signed
    daily heads to say.
    """
    written, there, changed = written_of(room.pk), set(), set()
    for row in room.entries.iterator(chunk_size=500):
        there.add(row.pk)
        if not written.fits(row):
            changed.add(row.pk)
    return tuple(sorted(changed | {pk for pk in written.entries if pk not in there}))
