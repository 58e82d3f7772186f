"""T20: an ex-worker with all their keys and a copy of the database from before and one from after.

What was written or sealed again since they left opens with nothing they have. What they could read
while they were here they may have copied: that nothing can take back, and the controls show it.
"""

from collections.abc import Iterable

import pytest

from tests.barrier.sealed import Keys, Opener, Sealed, all_sealed
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Statement
from yarrow.gate.words import LongText
from yarrow.rooms import queries
from yarrow.rooms.actions import (
    attest,
    come_in,
    drop_note,
    go_on_shutting_out,
    open_drops,
    reseal_some,
    settle_ring,
    shut_out,
)
from yarrow.rooms.models import Entry
from yarrow.sealing.blob import KEY_BYTES, unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.actions import leave_service

EX = "lead"
"""Holds every room of the case but one; nobody who leaves could take more."""


def _words(text: str) -> Statement:
    return Statement(source="She", words=LongText(text))


def _days_of_work(family: Family, when: str) -> None:
    """Something is written, left at the door, read and attested in every room of a person."""
    sender = family.cast["supervisor"]
    for part in ("harmed", "other", "child"):
        room, holder = family.rooms[part], family.holder(part)
        family.record(part, _words(f"Written {when}, in {part}."))
        for note in ("Read", "Unread"):
            fact = _words(f"{note}, left {when}.")
            drop_note(room=room, fact=fact, by=sender.worker, keyring=sender.keyring, clock=family.clock)
            if note == "Read":
                open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock)
        attest(room=room, by=holder.worker, keyring=holder.keyring, clock=family.clock)


@pytest.fixture
def world(family: Family) -> Family:
    for part in ("harmed_worker", EX):
        settle_ring(keyring=family.cast.keyring(part))
    _days_of_work(family, "before")
    return family


class Thief:
    """Everything that opens with somebody's own keys, in every copy that they have."""

    def __init__(self, keyring: Keyring) -> None:
        self._found = [(unseal, keyring.ring_key), (unwrap_with, keyring.sealing_private)]

    def go_through(self, copies: Iterable[list[Sealed]]) -> None:
        """Open all that opens, take what opened as a key of its own, and so on until nothing new is found."""
        values = [value for copy in copies for value in copy]
        for opener, key in self._found:  # it grows while it is gone through
            for value in values:
                raw = _tried(opener, key, value)
                # A room key, a half, or the half in front of a note: each is tried as both.
                if raw is not None and len(raw) >= KEY_BYTES and (unseal, raw[:KEY_BYTES]) not in self._found:
                    self._found += [(unseal, raw[:KEY_BYTES]), (unwrap_with, raw[:KEY_BYTES])]

    def opens(self, value: Sealed) -> bool:
        """Whether this value opens with any of the keys."""
        return any(_tried(opener, key, value) is not None for opener, key in self._found)


def _tried(opener: Opener, key: bytes, value: Sealed) -> bytes | None:
    try:
        return opener(key, value.blob, value.place)
    except CannotOpen:
        return None


def _copy_of(family: Family) -> list[Sealed]:
    return all_sealed(Keys(family.cast, {}))


def _since(after: list[Sealed], before: list[Sealed]) -> list[Sealed]:
    there = {(value.column, value.row, value.blob) for value in before}
    return [value for value in after if (value.column, value.row, value.blob) not in there]


def _leave(family: Family) -> None:
    leave_service(worker=family.cast.worker(EX), by=family.cast.worker("manager"), clock=family.clock)
    shut_out(worker=family.cast.worker(EX), by=family.cast.worker("manager"), clock=family.clock)


def _seal_all_again(family: Family) -> None:
    for part, room in family.rooms.items():
        holder = family.holder(part)
        while reseal_some(room=room, keyring=holder.keyring, clock=family.clock, most=3):
            pass


def test_nothing_of_after_opens_with_the_keys_and_copies_of_before(world: Family) -> None:
    before = _copy_of(world)
    _leave(world)
    between = _copy_of(world)
    _days_of_work(world, "after")
    _seal_all_again(world)
    for part in ("harmed_worker", "supervisor"):
        come_in(keyring=world.cast.keyring(part), clock=world.clock)
    after = _copy_of(world)
    thief = Thief(world.cast.keyring(EX))

    thief.go_through([before, between, after])

    since = _since(after, before)
    columns = {value.column for value in since}
    assert {"Entry.blob", "Drop.blob", "RoomLabel.blob", "Wrap.blob", "Wrap.ring_blob"} <= columns
    assert {"RoomVersion.private_sealed", "RoomVersion.recovery_wrap", "Standing.blob"} <= columns
    assert [(value.column, value.row) for value in since if thief.opens(value)] == []
    rooms = {room.pk for room in world.rooms.values()}
    assert [value.column for value in after if thief.opens(value) and value.place.room in rooms] == []


def test_the_thief_is_a_good_one(world: Family) -> None:
    """The control: the same hands open all that they could read while they were here."""
    before = _copy_of(world)
    thief = Thief(world.cast.keyring(EX))

    thief.go_through([before])

    opened = {value.column for value in before if thief.opens(value)}
    assert {"Entry.blob", "Drop.blob", "RoomLabel.blob", "RoomVersion.private_sealed"} <= opened
    assert {"Wrap.blob", "Wrap.ring_blob"} <= opened
    held = queries.rooms_held_by(world.cast.worker(EX))
    entries = [value for value in before if value.column == "Entry.blob"]
    theirs = [value for value in entries if value.place.room in {room.pk for room in held}]
    assert [value for value in theirs if not thief.opens(value)] == []


def test_without_sealing_again_old_values_would_open(world: Family) -> None:
    """The control: what is not yet sealed again opens, so it is sealing again that shuts it."""
    before = _copy_of(world)
    _leave(world)
    thief = Thief(world.cast.keyring(EX))
    thief.go_through([before])

    left = [value for value in _copy_of(world) if value.column == "Entry.blob" and thief.opens(value)]

    assert left
    assert queries.rekeying_progress(world.cast.worker(EX)).entries_left > 0


def test_a_leaving_cut_short_shuts_nothing_until_it_goes_on(world: Family) -> None:
    """The control for a crash between the two steps: who left opens what is written in between."""
    thief = Thief(world.cast.keyring(EX))
    thief.go_through([_copy_of(world)])
    leave_service(worker=world.cast.worker(EX), by=world.cast.worker("manager"), clock=world.clock)
    (between,) = world.record("harmed", _words("Written while the machine was down."))

    assert _opened_entries(world, thief, between)
    go_on_shutting_out(clock=world.clock)
    _seal_all_again(world)

    (after,) = world.record("harmed", _words("Written when it went on."))
    assert not _opened_entries(world, thief, between)
    assert not _opened_entries(world, thief, after)


def _opened_entries(family: Family, thief: Thief, entry: Entry) -> list[Sealed]:
    values = [value for value in _copy_of(family) if value.row == entry.pk]
    assert values
    return [value for value in values if thief.opens(value)]
