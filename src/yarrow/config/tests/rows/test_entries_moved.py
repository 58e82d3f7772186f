"""Entries moved in their room, given another day or another author, laid in or taken away (decision 0024).

By somebody who writes to the database and has no pepper. Nobody but them knows that they did: so the room
must say no by itself, whoever looks at it next, until every row is again as it was written.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from yarrow.audit import actions as audit
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event, Fault
from yarrow.audit.tests.tampering import guard_lifted
from yarrow.config.families import Family
from yarrow.config.tests.rows.rooms import WORDS, answer, faults, looked_at_again, unreadable
from yarrow.config.tests.test_moving_pathways import agreed, asked, read
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.justice import PathwayMoved
from yarrow.gate.facts.risk import NoAbuse, NoAbuseBasis, NoAbuseState
from yarrow.gate.facts.who import Reach
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.ids import new_id
from yarrow.rooms.actions import (
    agree_as_second,
    correct_entry,
    quarantine_unchecked,
    reseal_some,
    seal_entry,
    shut_out,
)
from yarrow.rooms.models import Entry, Quarantine, Room
from yarrow.rooms.queries import entries_in, entries_put_back, recorded_in, trusted_standing
from yarrow.sealing.keys import digest

Hand = Callable[[Family, Entry], object]


def change(**columns: object) -> Hand:
    return lambda _family, entry: Entry.objects.filter(pk=entry.pk).update(**columns)


def put_last(_family: Family, entry: Entry) -> None:
    """Where the newest of what is written stands: old words would be the last ones."""
    Entry.objects.filter(pk=entry.pk).update(number=entry.room.entries.count() + 7)


def give_away(family: Family, entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(author=family.cast.worker("specialist"))


def record_fitted(family: Family, entry: Entry) -> None:
    """Moved, and the record rewritten to fit: the digest is right, the chain too, but it is no mark."""
    change(day=family.clock.today())(family, entry)
    moved = Entry.objects.get(pk=entry.pk)
    said = digest(moved.pk.bytes, bytes(moved.blob))
    with transaction.atomic():
        audit.append(
            chain=entry.room_id,
            event=Event.ENTRY_SEALED,
            actor=None,
            subject=entry.pk,
            digest=said,
            clock=family.clock,
        )


def event_taken_off(_family: Family, entry: Entry) -> None:
    with guard_lifted():
        AuditEvent.objects.filter(event=Event.ENTRY_SEALED, subject=entry.pk).update(subject=None)


HANDS: dict[str, Hand] = {
    "first of all": change(number=0),
    "last of all": put_last,
    "another day": change(day=date(2026, 3, 8)),
    "somebody else's": give_away,
    "nobody's": change(author=None),
    "as if by a note": change(stream="dropped"),
    "the record fitted": record_fitted,
    "no event of it": event_taken_off,
    "gone": lambda _family, entry: Entry.objects.filter(pk=entry.pk).delete(),
}


@pytest.mark.parametrize("name", HANDS)
def test_room_with_an_entry_that_is_not_as_it_was_written_answers_no(
    family: Family, room: Room, clock: FixedClock, name: str
) -> None:
    entry = room.entries.order_by("number")[1]
    assert faults() == set()

    HANDS[name](family, entry)

    assert unreadable(family) == {entry.pk}
    assert looked_at_again(family) is RoomAnswer.DOES_NOT
    assert entries_put_back(room) == (entry.pk,)
    assert faults() & {Fault.ROW_DIFFERS, Fault.ROW_GONE, Fault.ROW_UNKNOWN}


@pytest.mark.parametrize("name", ["first of all", "last of all", "another day", "somebody else's", "gone"])
def test_put_back_as_it_was_written_it_is_read_again(family: Family, room: Room, name: str) -> None:
    entry = room.entries.order_by("number")[1]
    HANDS[name](family, entry)
    assert looked_at_again(family) is RoomAnswer.DOES_NOT

    entry.save(force_insert=name == "gone")

    assert unreadable(family) == set()
    assert looked_at_again(family) is RoomAnswer.STANDS
    assert faults() == set()


@pytest.mark.parametrize("name", ["first of all", "last of all", "gone"])
def test_news_can_be_written_down_whatever_was_done_to_the_rows(
    family: Family, room: Room, name: str
) -> None:
    HANDS[name](family, room.entries.order_by("number")[1])

    written = family.record("harmed", Hope(words=LongText("To sleep.")))[0]

    holder = family.holder("harmed")
    assert written.pk in {read.entry.pk for read in entries_in(room, holder.keyring) if read.counts}


def test_correction_does_not_stand_where_its_original_was_moved_to(family: Family, room: Room) -> None:
    holder, original = family.holder("harmed"), room.entries.latest("number")
    later = LongText("Evenings.")
    fact = Reach(other_route=WORDS, when_safe=later, who_may_answer=WORDS, confirmed_on=date(2026, 3, 9))
    correction = correct_entry(
        room=room,
        entry=original.pk,
        fact=fact,
        by=holder.worker,
        keyring=holder.keyring,
        clock=family.clock,
    )
    assert isinstance(correction, Entry)

    change(day=family.clock.today() + timedelta(days=90))(family, original)

    assert unreadable(family) == {original.pk, correction.pk}
    assert looked_at_again(family) is RoomAnswer.DOES_NOT
    quarantine_unchecked(room=room, entry=original.pk, by=holder.worker, clock=family.clock)
    assert unreadable(family) == {correction.pk}


def test_whoever_wrote_it_is_not_the_second_by_putting_another_name_to_it(
    family: Family, clock: FixedClock
) -> None:
    member, room = family.holder("other"), family.rooms["other"]
    fact = NoAbuse(
        state=NoAbuseState.SAID,
        basis=next(iter(NoAbuseBasis)),
        second_worker="Sam",
        review_on=clock.today() + timedelta(days=90),
    )
    entry = seal_entry(room=room, fact=fact, by=member.worker, keyring=member.keyring, clock=clock)
    assert isinstance(entry, Entry)
    give_away(family, entry)

    said = agree_as_second(room=room, entry=entry.pk, by=member.worker, keyring=member.keyring, clock=clock)
    Entry.objects.filter(pk=entry.pk).update(author=member.worker)

    assert isinstance(said, Refused)
    found = [each for each in recorded_in(room, member.keyring) if each.entry == entry.pk]
    assert [each.seconded for each in found] == [False]


def test_new_key_does_not_make_a_moved_row_a_true_one(family: Family, room: Room) -> None:
    entry, holder = room.entries.order_by("number")[1], family.holder("harmed")
    shut_out(
        worker=family.cast.worker("lead"), by=family.cast.worker("supervisor"), clock=family.clock, room=room
    )
    change(day=date(2026, 3, 8))(family, entry)

    while reseal_some(room=room, keyring=holder.keyring, clock=family.clock, most=2):
        pass

    assert Entry.objects.get(pk=entry.pk).version == 1
    assert unreadable(family) == {entry.pk}
    Entry.objects.filter(pk=entry.pk).update(day=entry.day)
    while reseal_some(room=room, keyring=holder.keyring, clock=family.clock, most=2):
        pass
    assert Entry.objects.get(pk=entry.pk).version == 2
    assert unreadable(family) == set()
    assert looked_at_again(family) is RoomAnswer.STANDS
    change(day=date(2026, 3, 8))(family, entry)
    assert unreadable(family) == {entry.pk}


# --- how much there is ---


def test_row_taken_away_is_unknown_at_once_and_no_when_looked_at_again(
    family: Family, room: Room, clock: FixedClock
) -> None:
    room.entries.order_by("number")[0].delete()

    assert trusted_standing(room) is None
    assert answer(room, clock) is RoomAnswer.UNKNOWN
    assert looked_at_again(family) is RoomAnswer.DOES_NOT


def test_row_laid_in_to_keep_the_number_of_rows_changes_nothing(family: Family, room: Room) -> None:
    gone = room.entries.order_by("number")[0]
    copy = room.entries.order_by("number")[1]
    Entry.objects.filter(pk=gone.pk).delete()
    Quarantine.objects.create(entry=copy, by=family.holder("harmed").worker, day=family.clock.today())

    assert looked_at_again(family) is RoomAnswer.DOES_NOT
    assert unreadable(family) == {gone.pk}


def test_honest_room_is_read_with_one_question_more_whatever_it_holds(family: Family, room: Room) -> None:
    holder = family.holder("harmed")
    with CaptureQueriesContext(connection) as few:
        entries_in(room, holder.keyring)
    family.record("harmed", *[Hope(words=LongText(f"Hope {number}.")) for number in range(20)])
    with CaptureQueriesContext(connection) as many:
        entries_in(room, holder.keyring)

    assert len(many) == len(few)
    assert sum("audit_auditevent" in each["sql"] for each in many) == 1


def test_entry_laid_in_under_a_new_id_opens_nothing_and_is_named(family: Family, room: Room) -> None:
    entry = room.entries.latest("number")
    entry.pk, entry.number = new_id(), entry.number + 1
    entry.save(force_insert=True)

    assert trusted_standing(room) is None
    assert faults() == {Fault.ROW_UNKNOWN}


# --- as it was done ---


def test_move_between_the_pathways_set_back_does_not_let_old_yeses_count(family: Family, room: Room) -> None:
    agreed(family, asked(family))
    read(family)
    moved = [each for each in recorded_in(room, family.holder("harmed").keyring) if _is_move(each.fact)]

    Entry.objects.filter(pk=moved[-1].entry).update(number=0)

    assert unreadable(family) == {moved[-1].entry}
    assert looked_at_again(family) is RoomAnswer.DOES_NOT


def test_what_has_lapsed_is_not_fresh_again_by_another_day(family: Family, room: Room) -> None:
    Entry.objects.filter(room=room).update(day=family.clock.today() + timedelta(days=120))

    assert unreadable(family) == set(room.entries.values_list("pk", flat=True))
    assert looked_at_again(family) is RoomAnswer.DOES_NOT


def _is_move(fact: Fact) -> bool:
    return isinstance(fact, PathwayMoved)
