"""A row put back to how it once lay is seen, before and after its room had a new key (§5.9)."""

import pytest

from yarrow.audit.tests.tampering import guard_lifted
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText
from yarrow.rooms.actions import reseal_some, shut_out
from yarrow.rooms.models import Entry, Resealing, Room
from yarrow.rooms.queries import entries_put_back


@pytest.fixture
def room(family: Family) -> Room:
    said = [Statement(source="She", words=LongText(text)) for text in ("One.", "Two.", "Three.")]
    family.record("harmed", *said)
    return family.rooms["harmed"]


def _new_key(family: Family, room: Room, part: str = "lead") -> None:
    supervisor, holder = family.cast.worker("supervisor"), family.holder("harmed")
    shut_out(worker=family.cast.worker(part), by=supervisor, clock=family.clock, room=room)
    while reseal_some(room=room, keyring=holder.keyring, clock=family.clock, most=2):
        pass


def _copy(room: Room) -> dict[object, tuple[int, bytes]]:
    return {row.pk: (row.version, bytes(row.blob)) for row in room.entries.all()}


def test_a_room_that_nobody_touched_shows_nothing(family: Family, room: Room) -> None:
    assert entries_put_back(room) == ()
    _new_key(family, room)
    assert entries_put_back(room) == ()
    assert Resealing.objects.filter(room=room).count() > 1


def test_a_row_put_back_under_its_old_key_is_seen(family: Family, room: Room) -> None:
    before = _copy(room)
    _new_key(family, room)
    row = room.entries.first()
    assert row is not None
    version, blob = before[row.pk]

    Entry.objects.filter(pk=row.pk).update(version=version, blob=blob)

    assert entries_put_back(room) == (row.pk,)


def test_a_changed_a_missing_and_a_strange_row_are_seen(family: Family, room: Room) -> None:
    changed, gone, _last = list(room.entries.order_by("-number")[:3])
    Entry.objects.filter(pk=changed.pk).update(blob=b"x")
    Entry.objects.filter(pk=gone.pk).delete()
    strange = Entry.objects.create(
        room=room, number=99, version=1, day=family.clock.today(), stream="written", blob=b"x"
    )

    assert set(entries_put_back(room)) == {changed.pk, gone.pk, strange.pk}


def test_a_list_that_was_changed_is_believed_in_nothing(family: Family, room: Room) -> None:
    _new_key(family, room)
    batch = Resealing.objects.filter(room=room).order_by("pk").first()
    assert batch is not None
    rows = len(bytes(batch.listed)) // 48

    Resealing.objects.filter(pk=batch.pk).update(listed=bytes(batch.listed) + bytes(48))

    assert len(entries_put_back(room)) == rows


def test_a_list_that_was_taken_away_is_missed(family: Family, room: Room) -> None:
    _new_key(family, room)
    Resealing.objects.filter(room=room).delete()

    assert len(entries_put_back(room)) == room.entries.count()


def test_the_record_itself_may_not_be_changed_to_fit(family: Family, room: Room) -> None:
    """The control: with the guard lifted a forger could also change the chain; its links then break."""
    with guard_lifted():
        assert entries_put_back(room) == ()
