"""Forged, stale, put back, unread, or broken: each alone is "unknown" (design.md §4, Standings)."""

from datetime import date

import pytest

from yarrow.config.families import Family
from yarrow.gate import standing as gate_standing
from yarrow.gate import standing_bytes
from yarrow.gate.facts import Home
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.who import Reach
from yarrow.gate.forms import Form
from yarrow.gate.question import Question
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.topics import Topic
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.rooms import queries
from yarrow.rooms.actions import attest, drop_note, open_drops, quarantine_unchecked, take_keys
from yarrow.rooms.contexts import standing_context
from yarrow.rooms.models import Entry, Room, Standing
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import sign
from yarrow.staff.queries import gate_key

WORDS = LongText("Mornings, when the school run is over.")
REACH = Reach(
    other_route=LongText("Through the school nurse"),
    when_safe=WORDS,
    who_may_answer=LongText("Only she"),
    confirmed_on=date(2026, 3, 9),
)


def question(clock: FixedClock) -> Question:
    return Question(form=Form.NO_SEND_LETTER, topics=frozenset({Topic.HARM}), day=clock.today())


def asked(room: Room, clock: FixedClock) -> RoomAnswer:
    return queries.room_answer(room, question(clock))


@pytest.fixture
def standing_room(family: Family, clock: FixedClock) -> Room:
    """A room that answers yes, so that every test below can lose something."""
    family.record("harmed", REACH)
    assert asked(family.rooms["harmed"], clock) is RoomAnswer.STANDS
    return family.rooms["harmed"]


def test_no_standing_at_all_is_unknown(standing_room: Room, clock: FixedClock) -> None:
    Standing.objects.all().delete()
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_an_unopened_drop_makes_it_unknown_until_read(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    other = family.cast["other_worker"]
    hope = Hope(words=WORDS)
    drop_note(room=standing_room, fact=hope, by=other.worker, keyring=other.keyring, clock=clock)
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN
    holder = family.holder("harmed")
    assert open_drops(room=standing_room, by=holder.worker, keyring=holder.keyring, clock=clock) == 1
    assert asked(standing_room, clock) is RoomAnswer.STANDS


def test_an_entry_put_in_behind_its_back_makes_it_unknown(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    last = standing_room.entries.latest("number")
    Entry.objects.create(
        room=standing_room,
        number=last.number + 1,
        version=1,
        day=clock.today(),
        stream="written",
        blob=last.blob,
    )
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_a_quarantined_entry_makes_it_unknown_until_attested_again(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    entry = family.record("harmed", Hope(words=WORDS))[0]
    holder = family.holder("harmed")
    quarantine_unchecked(room=standing_room, entry=entry.pk, by=holder.worker, clock=clock)
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN
    attest(room=standing_room, by=holder.worker, keyring=holder.keyring, clock=clock)
    assert asked(standing_room, clock) is RoomAnswer.STANDS


def test_an_older_standing_put_back_is_unknown(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    old = Standing.objects.values().get(room=standing_room)
    family.record("harmed", Hope(words=WORDS))
    new = Standing.objects.get(room=standing_room)
    Standing.objects.filter(room=standing_room).update(
        blob=old["blob"], signature=old["signature"], tide=old["tide"]
    )
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN
    # Even when the attacker also deletes the entry, the chain remembers the newer attestation.
    Entry.objects.filter(room=standing_room, number=new.tide).delete()
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_a_standing_forged_with_the_gate_key_but_no_holder_is_unknown(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    true = standing_bytes.to_bytes(
        gate_standing.standing_of(
            queries.recorded_in(standing_room, family.holder("harmed").keyring),
            Home.PERSON,
            clock.today(),
        )
    )
    forged = seal(gate_key(), true, standing_context(standing_room.pk))
    Standing.objects.filter(room=standing_room).update(blob=forged)
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_a_standing_signed_by_somebody_not_inside_is_unknown(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    row = Standing.objects.get(room=standing_room)
    other = family.cast["other_worker"]
    signed = queries.standings.standing_digest(
        standing_room, tide=row.tide, rules_version=row.rules_version, blob=bytes(row.blob)
    )
    Standing.objects.filter(room=standing_room).update(
        holder=other.worker, signature=sign(other.keyring.signing_private, signed)
    )
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_a_standing_of_another_room_is_unknown(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    mine = Standing.objects.get(room=standing_room)
    Standing.objects.filter(room=family.rooms["other"]).update(
        blob=mine.blob, signature=mine.signature, tide=mine.tide, holder=mine.holder
    )
    assert asked(family.rooms["other"], clock) is RoomAnswer.UNKNOWN


def test_a_standing_by_other_rules_is_unknown(standing_room: Room, clock: FixedClock) -> None:
    Standing.objects.filter(room=standing_room).update(rules_version=gate_standing.RULES_VERSION - 1)
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_a_flipped_bit_is_unknown(standing_room: Room, clock: FixedClock) -> None:
    row = Standing.objects.get(room=standing_room)
    for place in range(0, len(row.blob), 7):
        flipped = bytearray(row.blob)
        flipped[place] ^= 1
        Standing.objects.filter(room=standing_room).update(blob=bytes(flipped))
        assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_a_standing_of_a_holder_whose_keys_were_taken_is_unknown(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    take_keys(worker=family.cast.worker("harmed_worker"), by=family.cast.worker("supervisor"), clock=clock)
    assert asked(standing_room, clock) is RoomAnswer.UNKNOWN


def test_a_yes_past_its_last_day_does_not_stand(standing_room: Room, clock: FixedClock) -> None:
    from datetime import timedelta

    clock.move_to(clock.now() + timedelta(days=60))
    assert asked(standing_room, clock) is RoomAnswer.DOES_NOT


def test_an_entry_that_cannot_be_read_makes_it_unknown(
    standing_room: Room, family: Family, clock: FixedClock
) -> None:
    from yarrow.rooms.actions.entering import write_entry
    from yarrow.rooms.envelope import Envelope
    from yarrow.rooms.terms import Stream

    holder = family.holder("harmed")
    write_entry(
        room=standing_room,
        envelope=Envelope(fact=b'{"kind": "of_a_later_version", "fields": {}}'),
        author=holder.worker,
        keyring=holder.keyring,
        clock=clock,
        stream=Stream.WRITTEN,
    )
    attest(room=standing_room, by=holder.worker, keyring=holder.keyring, clock=clock)
    assert asked(standing_room, clock) is not RoomAnswer.STANDS


def test_the_size_of_a_standing_says_nothing(standing_room: Room, family: Family) -> None:
    sizes = {len(row.blob) for row in Standing.objects.all()}
    assert len(sizes) == 1
