"""What is taken out of a room: by our event, never by a row of quarantine alone (decision 0024)."""

import pytest
from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event, Fault
from yarrow.config.families import Family
from yarrow.config.tests.rows.rooms import WORDS, faults, looked_at_again
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.choice import Hope
from yarrow.gate.standing import RoomAnswer
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import quarantine_unchecked, take_out_entry
from yarrow.rooms.models import Entry, Quarantine, Room
from yarrow.rooms.queries import recorded_in


def test_row_of_quarantine_without_its_event_takes_nothing_out(family: Family, room: Room) -> None:
    entry, holder = room.entries.latest("number"), family.holder("harmed")

    Quarantine.objects.create(entry=entry, by=holder.worker, day=family.clock.today())

    assert entry.pk in {each.entry for each in recorded_in(room, holder.keyring)}
    assert faults() == {Fault.ROW_UNKNOWN}
    quarantine_unchecked(room=room, entry=entry.pk, by=holder.worker, clock=family.clock)
    assert entry.pk not in {each.entry for each in recorded_in(room, holder.keyring)}
    assert faults() == set()


@pytest.mark.parametrize("mark", ["none", "of another"])
def test_event_without_our_mark_takes_nothing_out(family: Family, room: Room, mark: str) -> None:
    entry, holder = room.entries.latest("number"), family.holder("harmed")
    other = family.record("harmed", Hope(words=WORDS))[0]
    quarantine_unchecked(room=room, entry=other.pk, by=holder.worker, clock=family.clock)
    true = latest(room.pk, Event.ENTRY_QUARANTINED, other.pk)
    assert true is not None
    said = bytes(true.digest) if mark == "of another" else b""

    with transaction.atomic():
        audit.append(
            chain=room.pk,
            event=Event.ENTRY_QUARANTINED,
            actor=None,
            subject=entry.pk,
            digest=said,
            clock=family.clock,
        )
    Quarantine.objects.create(entry=entry, by=holder.worker, day=family.clock.today())

    assert entry.pk in {each.entry for each in recorded_in(room, holder.keyring)}
    assert faults() == {Fault.ROW_UNKNOWN}


def test_what_was_taken_out_is_not_brought_back_by_taking_its_row_away(family: Family, room: Room) -> None:
    holder = family.holder("harmed")
    entry = family.record("harmed", Hope(words=WORDS))[0]
    quarantine_unchecked(room=room, entry=entry.pk, by=holder.worker, clock=family.clock)

    Quarantine.objects.filter(entry=entry).delete()

    assert entry.pk not in {each.entry for each in recorded_in(room, holder.keyring)}
    assert faults() == {Fault.ROW_GONE}


@pytest.mark.parametrize("how", ["moved", "gone"])
def test_warning_that_was_moved_is_not_thrown_away_unread(family: Family, room: Room, how: str) -> None:
    holder = family.holder("harmed")
    warning = family.record("harmed", Escalation())[0]
    rows = Entry.objects.filter(pk=warning.pk)
    rows.delete() if how == "gone" else rows.update(number=0)

    said = take_out_entry(
        room=room, entry=warning.pk, by=holder.worker, keyring=holder.keyring, clock=family.clock
    )

    assert isinstance(said, Refused)
    assert latest(room.pk, Event.ENTRY_QUARANTINED) is None
    assert looked_at_again(family) is RoomAnswer.DOES_NOT
