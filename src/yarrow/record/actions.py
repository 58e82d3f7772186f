"""What the rooms' pages seal in one go: all of it, or none."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from yarrow.gate.facts import Fact
from yarrow.gate.facts.calls import CallNote
from yarrow.gate.facts.who import ReachConfirmed
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import forget_draft, seal_entry
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import recorded_in
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .rules import why_call_confirms_nothing, why_reach_stays_old

ToSeal = Sequence[tuple[UUID | None, Fact]]
"""Facts in the order in which they are sealed, each with the one-time id of what was pressed."""


class _NotAll(Exception):
    """One of several facts was refused, so nothing of them is kept."""

    def __init__(self, why: Refused) -> None:
        super().__init__()
        self.why = why


def seal_together(
    *, room: Room, facts: ToSeal, by: Worker, keyring: Keyring, clock: Clock, typed_at: Iterable[str] = ()
) -> tuple[Entry, ...] | Refused:
    """Seal several facts, and throw away the drafts of the pages that they were typed on.

    Refused as a whole when one of them is refused; raises NotThere for who is not inside.
    """
    try:
        with transaction.atomic():
            entries = tuple(_sealed(room, each, by, keyring, clock) for each in facts)
            for path in typed_at:
                forget_draft(worker=by, path=path)
            return entries
    except _NotAll as refusal:
        return refusal.why


def _sealed(room: Room, each: tuple[UUID | None, Fact], by: Worker, keyring: Keyring, clock: Clock) -> Entry:
    entry_id, fact = each
    entry = seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock, entry_id=entry_id)
    if isinstance(entry, Refused):
        raise _NotAll(entry)
    return entry


@transaction.atomic
def note_call(
    *,
    room: Room,
    note: CallNote,
    note_id: UUID | None,
    reach_id: UUID | None,
    still_right: bool,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> tuple[Entry, ...] | Refused:
    """Note a call and, where they themselves said so in it, that the way to reach them is still right.

    Refused as a whole when this call can confirm nothing; the note can then be kept without it.
    """
    if not still_right:
        return seal_together(room=room, facts=[(note_id, note)], by=by, keyring=keyring, clock=clock)
    why = why_call_confirms_nothing(note) or why_reach_stays_old(recorded_in(room, keyring))
    if why is not None:
        return Refused((why,))
    facts = [(note_id, note), (reach_id, _confirmed(gettext("They said so in a call."), clock))]
    return seal_together(room=room, facts=facts, by=by, keyring=keyring, clock=clock)


@transaction.atomic
def confirm_reach(
    *, room: Room, how: str, reach_id: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> tuple[Entry, ...] | Refused:
    """Confirm today the recorded way to reach somebody who has just said so themselves."""
    if (why := why_reach_stays_old(recorded_in(room, keyring))) is not None:
        return Refused((why,))
    facts = [(reach_id, _confirmed(how, clock))]
    return seal_together(room=room, facts=facts, by=by, keyring=keyring, clock=clock)


def _confirmed(how: str, clock: Clock) -> ReachConfirmed:
    return ReachConfirmed(confirmed_on=clock.today(), how_confirmed=how)
