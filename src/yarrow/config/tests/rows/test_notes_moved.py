"""Notes given another day, place or author, hidden, taken away or laid in again (decision 0024)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event, Fault
from yarrow.config.families import Family
from yarrow.config.tests.rows.rooms import answer, faults, looked_at_again, unreadable
from yarrow.gate.facts.choice import Hope
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import drop_note, open_drops
from yarrow.rooms.actions.leaving import signed_bytes
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.queries import entries_in, trusted_standing
from yarrow.sealing.keys import sign

HOPE = Hope(words=LongText("That he hears it from me."))
Hand = Callable[[Family, Drop], object]


def left(family: Family, part: str = "harmed") -> Drop:
    other, room = family.cast["other_worker"], family.rooms[part]
    return drop_note(room=room, fact=HOPE, by=other.worker, keyring=other.keyring, clock=family.clock)


def opened(family: Family) -> int:
    holder, room = family.holder("harmed"), family.rooms["harmed"]
    return open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock)


def said(family: Family, room: Room) -> list[object]:
    return [read.fact for read in entries_in(room, family.holder("harmed").keyring) if read.fact == HOPE]


def change(**columns: object) -> Hand:
    return lambda _family, drop: Drop.objects.filter(pk=drop.pk).update(**columns)


def give_away(family: Family, drop: Drop) -> None:
    Drop.objects.filter(pk=drop.pk).update(author=family.cast.worker("specialist"))


def signed_anew(family: Family, drop: Drop) -> None:
    """By its own author, who works here: for another day than that on which they left it."""
    drop.day = family.clock.today() + timedelta(days=200)
    drop.signature = sign(family.cast["other_worker"].keyring.signing_private, signed_bytes(drop))
    drop.save()


HANDS: dict[str, Hand] = {
    "another day": change(day=date(2027, 1, 1)),
    "after the news": change(after=99),
    "another number": change(number=40),
    "somebody else's": give_away,
    "nobody's": change(author=None),
    "signed anew": signed_anew,
}


@pytest.mark.parametrize("name", HANDS)
def test_note_that_is_not_as_it_was_left_is_not_read_and_the_room_says_nothing(
    family: Family, room: Room, clock: FixedClock, name: str
) -> None:
    drop = left(family)
    before = Drop.objects.get(pk=drop.pk)
    HANDS[name](family, drop)

    assert opened(family) == 0

    assert said(family, room) == []
    assert answer(room, clock) is RoomAnswer.UNKNOWN
    assert faults() == {Fault.ROW_DIFFERS}
    before.save()
    assert opened(family) == 1
    assert answer(room, clock) is RoomAnswer.STANDS
    assert faults() == set()


@pytest.mark.parametrize("name", ["hidden", "gone", "hidden with an event"])
def test_note_that_nobody_read_cannot_be_made_to_wait_no_more(
    family: Family, room: Room, clock: FixedClock, name: str
) -> None:
    drop = left(family)
    rows = Drop.objects.filter(pk=drop.pk)
    if name == "gone":
        rows.delete()
    else:
        rows.update(opened_on=clock.today())
    if name == "hidden with an event":
        with transaction.atomic():
            audit.append(chain=room.pk, event=Event.DROP_OPENED, actor=None, subject=drop.pk, clock=clock)

    assert trusted_standing(room) is None
    assert answer(room, clock) is RoomAnswer.UNKNOWN
    assert unreadable(family) == {drop.pk}
    assert looked_at_again(family) is RoomAnswer.UNKNOWN


def test_note_laid_in_again_after_it_was_read_is_not_read_twice(family: Family, room: Room) -> None:
    drop = left(family)
    assert opened(family) == 1

    Drop.objects.filter(pk=drop.pk).update(opened_on=None)

    assert opened(family) == 0
    assert said(family, room) == [HOPE]


def test_note_signed_by_a_colleague_but_not_left_through_us_is_not_read(family: Family, room: Room) -> None:
    """A worker who writes to the database: their own signature is true, and they may not leave notes here."""
    drop = left(family)
    other = family.cast["outsider"]
    laid = Drop(room=room, number=drop.number + 1, after=0, version=1, day=drop.day, author=other.worker)
    laid.blob = bytes(drop.blob)
    laid.signature = sign(other.keyring.signing_private, signed_bytes(laid))
    laid.save(force_insert=True)

    assert opened(family) == 1

    assert said(family, room) == [HOPE]
    assert trusted_standing(room) is None
    assert faults() == {Fault.ROW_UNKNOWN}


def test_notes_can_be_left_whatever_was_done_to_the_rows_before(family: Family, room: Room) -> None:
    drop = left(family)
    Drop.objects.filter(pk=drop.pk).update(number=drop.number + 1)

    assert left(family).number == drop.number + 2
