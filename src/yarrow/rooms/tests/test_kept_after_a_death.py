"""After a death everything in that person's room stays as it is; nobody else's room is touched."""

from uuid import UUID

import pytest

from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.who import Death
from yarrow.gate.words import LongText
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms.actions import correct_entry, seal_entry, take_out_entry
from yarrow.rooms.actions.entering import write_entry
from yarrow.rooms.actions.writing import KEPT, KEPT_UNREAD
from yarrow.rooms.envelope import Envelope
from yarrow.rooms.models import Entry, Quarantine
from yarrow.rooms.terms import Stream

WRONG, RIGHT = Hope(words=LongText("A guarden.")), Hope(words=LongText("A garden."))


@pytest.fixture
def entry(family: Family) -> UUID:
    return family.record("harmed", WRONG)[0].pk


@pytest.fixture
def death(family: Family, entry: UUID) -> UUID:
    return family.record("harmed", Death())[0].pk


def put_right(family: Family, part: str, entry: UUID) -> Entry | Refused:
    member = family.holder(part)
    return correct_entry(
        room=family.rooms[part],
        entry=entry,
        fact=RIGHT,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def take_out(family: Family, part: str, entry: UUID, by: str = "") -> Refused | None:
    member = family.cast[by] if by else family.holder(part)
    return take_out_entry(
        room=family.rooms[part],
        entry=entry,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def words(said: object) -> str:
    assert isinstance(said, Refused)
    [reason] = said.reasons
    return reason.text


@pytest.mark.usefixtures("death")
def test_nothing_is_put_right_or_taken_out(family: Family, entry: UUID) -> None:
    before = family.rooms["harmed"].entries.count()

    assert words(put_right(family, "harmed", entry)) == KEPT
    assert words(take_out(family, "harmed", entry)) == KEPT
    assert family.rooms["harmed"].entries.count() == before
    assert not Quarantine.objects.exists()


@pytest.mark.usefixtures("death")
def test_what_is_new_is_still_written(family: Family) -> None:
    member = family.holder("harmed")
    wrote = seal_entry(
        room=family.rooms["harmed"],
        fact=RIGHT,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )

    assert isinstance(wrote, Entry)


@pytest.mark.usefixtures("death")
def test_in_nobody_else_s_room_anything_is_kept(family: Family) -> None:
    theirs = family.record("other", WRONG)[0].pk

    assert isinstance(put_right(family, "other", theirs), Entry)
    again = family.record("other", WRONG)[0].pk
    assert take_out(family, "other", again) is None


def test_a_death_written_in_the_wrong_room_is_taken_out_and_keeps_nothing(
    family: Family, entry: UUID, death: UUID
) -> None:
    assert take_out(family, "harmed", death) is None
    assert take_out(family, "harmed", entry) is None


def test_what_cannot_be_read_may_be_a_death_and_goes_first(family: Family, entry: UUID) -> None:
    stranger = seal_beyond_reading(family)

    assert words(take_out(family, "harmed", entry)) == KEPT_UNREAD
    assert words(put_right(family, "harmed", entry)) == KEPT_UNREAD
    assert take_out(family, "harmed", stranger) is None
    assert isinstance(put_right(family, "harmed", entry), Entry)


def seal_beyond_reading(family: Family) -> UUID:
    """An entry of a kind that no version knows, as one that a later version wrote would look."""
    member, room = family.holder("harmed"), family.rooms["harmed"]
    entry = write_entry(
        room=room,
        envelope=Envelope(fact=b'{"kind": "of a later version"}', corrects=None),
        author=member.worker,
        keyring=member.keyring,
        clock=family.clock,
        entry_id=None,
        stream=Stream.WRITTEN,
    )
    return entry.pk


@pytest.mark.parametrize("part", ["other_worker", "supervisor", "outsider", "excluded", "ex_worker"])
def test_nobody_outside_takes_anything_out(family: Family, entry: UUID, part: str) -> None:
    with pytest.raises(NotThere):
        take_out(family, "harmed", entry, by=part)
    assert not Quarantine.objects.exists()


def test_an_entry_of_another_room_is_not_there(family: Family) -> None:
    theirs = family.record("other", WRONG)[0].pk

    with pytest.raises(NotThere):
        take_out(family, "harmed", theirs)
