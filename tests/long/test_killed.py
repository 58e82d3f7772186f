"""T11: killed at any moment, in writing, sharing and re-keying, nothing that was said to be done is
lost, nothing is half done, and everybody who may still opens everything (security.md §11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from yarrow.config.cast import Cast, enrol_cast
from yarrow.config.families import Family, open_family
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms import contexts, queries
from yarrow.rooms.actions import (
    ask_grant,
    fulfil_grants,
    open_drops,
    open_room,
    reseal_some,
    seal_entry,
    share_words,
    shut_out,
)
from yarrow.rooms.facts import SharedWords
from yarrow.rooms.models import Rekeying, Room, Wrap
from yarrow.rooms.rules import preview_mark
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import unseal
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.actions import set_up_service
from yarrow.staff.queries import recovery_pair
from yarrow.staff.terms import Kind

from .killing import Say, killed_after, on_disk, some_moment

FEW = 5
ROUNDS_A_ROOM = 25
"""Then a fresh room: reading grows with what lies in it, and the kill should hit the writing."""
LONGEST = 60
"""Milliseconds; an act takes about ten."""

HOLDER, GOES = "harmed_worker", "child_worker"


@dataclass
class Killed:
    """A database on disk with one family, and what children have said that they did."""

    cast: Cast
    family: Family
    clock: FixedClock

    def fresh_room(self) -> Room:
        workers = [self.cast.worker(part) for part in (HOLDER, GOES)]
        by = self.cast.worker("supervisor")
        return open_room(
            case=self.family.case, kind=RoomKind.PERSON, holders=workers, by=by, clock=self.clock
        )

    def write(self, room: Room, words: str) -> None:
        member = self.cast[HOLDER]
        entry = seal_entry(
            room=room,
            fact=SharedWords(words=LongText(words)),
            by=member.worker,
            keyring=member.keyring,
            clock=self.clock,
        )
        assert not isinstance(entry, Refused)

    def words_in(self, room: Room, part: str = HOLDER) -> list[str]:
        found = queries.entries_in(room, self.cast.keyring(part))
        return [str(getattr(read.fact, "words", "")) for read in found]

    def opens_with_recovery(self, room: Room) -> bool:
        """Every version that is alive, and each entry with the key of its own version."""
        keys = {}
        for version in room.versions.filter(retired_on__isnull=True):
            wrapped, place = bytes(version.recovery_wrap), contexts.recovery_context(version)
            keys[version.number] = unwrap_with(recovery_pair().private, wrapped, place)
        rows = room.entries.all()
        return all(unseal(keys[row.version], bytes(row.blob), contexts.entry_context(row)) for row in rows)


@pytest.fixture(scope="module")
def killed(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Killed]:
    clock = FixedClock(datetime(2026, 3, 10, 9, 30, tzinfo=UTC))
    folder: Path = tmp_path_factory.mktemp("killed")
    with django_db_blocker.unblock(), on_disk(folder):
        set_up_service(kind=Kind.TEST, clock=clock)
        cast = enrol_cast(clock=clock)
        yield Killed(cast, open_family(cast=cast, clock=clock), clock)
        connection.close()


def _writing(killed: Killed, rounds: int) -> int:
    room, done, heard = killed.fresh_room(), 0, 0
    for number in range(rounds):
        if number % ROUNDS_A_ROOM == 0:
            room, done = killed.fresh_room(), 0

        def work(say: Say, room: Room = room, number: int = number) -> None:
            for turn in range(1000):
                killed.write(room, f"{number}.{turn}")
                say(f"{number}.{turn}")

        said = killed_after(some_moment(LONGEST), work)
        heard += len(said)
        found = killed.words_in(room)
        assert set(said) <= set(found)
        assert len(found) == len(set(found)) >= done + len(said)
        assert found == killed.words_in(room, GOES)
        assert killed.opens_with_recovery(room)
        assert queries.entries_put_back(room) == ()
        done = len(found)
    return heard


def _sharing(killed: Killed, rounds: int) -> int:
    member, target, heard = killed.cast["lead"], killed.family.rooms["shared"], 0
    source = killed.family.rooms["harmed"]
    for number in range(rounds):
        if number % ROUNDS_A_ROOM == 0:
            workers = [member.worker]
            by = killed.cast.worker("supervisor")
            source = open_room(
                case=killed.family.case, kind=RoomKind.PERSON, holders=workers, by=by, clock=killed.clock
            )

        def work(say: Say, source: Room = source, number: int = number) -> None:
            for turn in range(1000):
                _share(killed, source, target, f"{number}.{turn}")
                say(f"{number}.{turn}")

        already = set(killed.words_in(source, "lead"))
        said = killed_after(some_moment(3 * LONGEST), work)
        heard += len(said)
        kept = killed.words_in(source, "lead")
        waiting = queries.unopened_drops(target).count()
        fresh = [words for words in kept if words not in already]
        assert set(said) <= set(fresh)
        assert waiting == len(fresh), "words that left one room must arrive in the other, or neither"
        open_drops(room=target, by=member.worker, keyring=member.keyring, clock=killed.clock)
        assert not queries.unopened_drops(target).exists()
    return heard


def _share(killed: Killed, source: Room, target: Room, words: str) -> None:
    member = killed.cast["lead"]
    made = share_words(
        source=source,
        target=target,
        words=words,
        agreed_how="Read to them.",
        agreed_on=killed.clock.today(),
        seen=preview_mark(words=words, target=target.pk),
        by=member.worker,
        keyring=member.keyring,
        clock=killed.clock,
    )
    assert not isinstance(made, Refused)


def _rekeying(killed: Killed, rounds: int) -> int:
    heard, room, kept = 0, killed.fresh_room(), set[str]()
    for number in range(rounds):
        if number % ROUNDS_A_ROOM == 0:
            room, kept = killed.fresh_room(), set()
            for turn in range(6):
                killed.write(room, f"first {number}.{turn}")

        def work(say: Say, room: Room = room, number: int = number) -> None:
            for turn in range(1000):
                _turn(killed, room, f"{number}.{turn}", say)

        said = killed_after(some_moment(3 * LONGEST), work)
        heard += len(said)
        kept |= {line.removeprefix("written ") for line in said if line.startswith("written ")}
        _check_rekeyed(killed, room, said, kept)
    return heard


def _turn(killed: Killed, room: Room, name: str, say: Say) -> None:
    member, goes, by = killed.cast[HOLDER], killed.cast.worker(GOES), killed.cast.worker("supervisor")
    ask_grant(room=room, worker=goes, by=by, clock=killed.clock)
    fulfil_grants(by=member.worker, keyring=member.keyring, clock=killed.clock)
    say("in")
    killed.write(room, name)
    say(f"written {name}")
    shut_out(worker=goes, by=by, clock=killed.clock, room=room)
    say("out")
    while reseal_some(room=room, keyring=member.keyring, clock=killed.clock, most=2):
        say("some")
    say("resealed")


def _check_rekeyed(killed: Killed, room: Room, said: list[str], kept: set[str]) -> None:
    live = room.versions.filter(retired_on__isnull=True)
    holders = [set(each.wraps.values_list("holder", flat=True)) for each in live]
    assert all(each == holders[0] for each in holders), "half a room"
    member = killed.cast[HOLDER]
    assert member.worker.pk in holders[0]
    moves = [line for line in said if line in {"in", "out"}]
    goes_is_inside = killed.cast.worker(GOES).pk in holders[0]
    # What was said last is so, unless the act after it was done, too, before the kill.
    assert not (moves and moves[-1] == "out" and said[-1] in {"out", "some"} and goes_is_inside)
    assert not (said and said[-1] == "in" and not goes_is_inside)
    assert kept <= set(killed.words_in(room))
    assert killed.opens_with_recovery(room)
    while reseal_some(room=room, keyring=member.keyring, clock=killed.clock):
        pass
    assert room.versions.filter(retired_on__isnull=True).count() == 1
    assert not Rekeying.objects.filter(room=room, done_on__isnull=True).exists()
    assert set(Wrap.objects.filter(version__room=room).values_list("version__number", flat=True)) == {
        room.versions.latest("number").number
    }
    assert kept <= set(killed.words_in(room))
    assert killed.opens_with_recovery(room)
    assert queries.entries_put_back(room) == ()


WORK = {"write": _writing, "share": _sharing, "re-key": _rekeying}


@pytest.mark.parametrize("kind", WORK)
def test_killed_at_a_few_moments_loses_nothing(killed: Killed, kind: str) -> None:
    WORK[kind](killed, FEW)


@pytest.mark.long
@pytest.mark.parametrize("kind", WORK)
def test_killed_at_a_thousand_moments_loses_nothing(killed: Killed, kind: str) -> None:
    heard = WORK[kind](killed, settings.default.max_examples)

    assert heard, "every kill came before anything was done"
