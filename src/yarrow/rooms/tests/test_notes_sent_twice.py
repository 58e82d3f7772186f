"""A form that is sent twice leaves one note, and its id opens nothing to anybody."""

import pytest

from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import drop_note, open_drops
from yarrow.rooms.models import Drop

HOPE = Hope(words=LongText("A gate that closes."))


def test_the_same_note_sent_twice_waits_once(family: Family, clock: FixedClock) -> None:
    sender, room, once = family.cast["other_worker"], family.rooms["harmed"], new_id()
    drops = [
        drop_note(
            room=room, fact=HOPE, by=sender.worker, keyring=sender.keyring, clock=clock, drop_id=drop_id
        )
        for drop_id in (once, once, new_id(), None)
    ]
    assert [drop.number for drop in drops] == [1, 1, 2, 3]
    holder = family.holder("harmed")
    assert open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=clock) == 3
    assert Drop.objects.filter(room=room).count() == 3


def test_who_may_not_drop_finds_no_note_by_its_id(family: Family, clock: FixedClock) -> None:
    sender, room = family.cast["other_worker"], family.rooms["harmed"]
    drop = drop_note(room=room, fact=HOPE, by=sender.worker, keyring=sender.keyring, clock=clock)
    outsider = family.cast["outsider"]
    with pytest.raises(NotThere):
        drop_note(
            room=room,
            fact=HOPE,
            by=outsider.worker,
            keyring=outsider.keyring,
            clock=clock,
            drop_id=drop.pk,
        )
