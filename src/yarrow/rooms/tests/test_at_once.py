"""Two acts in one moment: letting in beside shutting out, on a database where both run (ASVS 15.4.2).

SQLite has one writer at a time, so there each act sees all of the other or nothing of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from yarrow.config.families import Family
from yarrow.gate.facts.change import CourtEvent, CourtEventKind
from yarrow.gate.facts.choice import Hope, Statement
from yarrow.gate.facts.who import Death
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.actions import (
    agree_as_second,
    ask_grant,
    correct_entry,
    fulfil_grants,
    keep_away,
    reseal_some,
    seal_entry,
    shut_out,
    take_off_case,
    take_out_entry,
)
from yarrow.rooms.models import Entry, Quarantine, Room, RoomVersion, Wrap
from yarrow.rooms.terms import RoomKind
from yarrow.staff.actions import leave_service
from yarrow.staff.models import Worker

pytestmark = pytest.mark.django_db(transaction=True)

NEW = "child_worker"
HOPE = Hope(words=LongText("A gate that closes."))
HEARING = CourtEvent(event=CourtEventKind.HEARING, known_to_all=Answer.YES)
Act = Callable[[Family, Worker], object]


@pytest.fixture(autouse=True)
def _two_at_once(transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")


@pytest.fixture
def room(family: Family) -> Room:
    room = family.rooms["harmed"]
    ask_grant(
        room=room, worker=family.cast.worker(NEW), by=family.cast.worker("supervisor"), clock=family.clock
    )
    return room


@contextmanager
def begun(act: Callable[[], object]) -> Iterator[None]:
    """``act`` has been done elsewhere and is committed a moment after what is done here began."""
    is_done, go_on = Event(), Event()
    failed: list[BaseException] = []

    def elsewhere() -> None:
        try:
            with transaction.atomic():
                act()
                is_done.set()
                go_on.wait(0.4)
        except BaseException as error:  # noqa: BLE001  # told to the test below
            failed.append(error)
        finally:
            is_done.set()
            connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    assert is_done.wait(20)
    try:
        yield
    finally:
        go_on.set()
        thread.join(20)
    assert not failed, failed


def _keep_away(family: Family, worker: Worker) -> object:
    return keep_away(case=family.case, worker=worker, by=family.cast.worker("supervisor"), clock=family.clock)


def _take_off(family: Family, worker: Worker) -> object:
    return take_off_case(
        case=family.case, worker=worker, by=family.cast.worker("supervisor"), clock=family.clock
    )


def _leave(family: Family, worker: Worker) -> object:
    return leave_service(worker=worker, by=family.cast.worker("manager"), clock=family.clock)


ACTS = pytest.mark.parametrize("act", [_keep_away, _take_off, _leave])


def _fulfil(family: Family, part: str = "harmed_worker") -> int:
    holder = family.cast[part]
    return fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock)


@ACTS
def test_nobody_is_let_in_beside_their_own_going(family: Family, room: Room, act: Act) -> None:
    worker = Worker.objects.get(pk=family.cast.worker(NEW).pk)

    with begun(lambda: act(family, worker)):
        assert _fulfil(family) == 0

    assert not Wrap.objects.filter(version__room=room, holder=worker).exists()


@ACTS
def test_who_is_let_in_beside_their_own_going_goes(family: Family, room: Room, act: Act) -> None:
    worker = Worker.objects.get(pk=family.cast.worker(NEW).pk)

    with begun(lambda: _fulfil(family)):
        act(family, worker)
    shut_out(worker=worker, by=family.cast.worker("manager"), clock=family.clock)

    assert not Wrap.objects.filter(version__room=room, holder=worker).exists()
    assert room.versions.filter(number=2).exists()


def test_two_holders_let_somebody_in_once(family: Family, room: Room) -> None:
    with begun(lambda: _fulfil(family)):
        assert _fulfil(family, "lead") == 0

    assert Wrap.objects.filter(version__room=room, holder=family.cast.worker(NEW)).count() == 1


def test_what_is_written_beside_a_new_key_lies_under_the_new_one(family: Family, room: Room) -> None:
    holder = family.cast["harmed_worker"]

    with begun(lambda: _shut_lead_out(family, room)):
        entry = seal_entry(
            room=room,
            fact=Statement(source="She", words=LongText("Now.")),
            by=holder.worker,
            keyring=holder.keyring,
            clock=family.clock,
        )

    assert isinstance(entry, Entry)
    assert entry.version == 2


def test_two_holders_seal_each_row_again_once(family: Family, room: Room) -> None:
    for part in ("child_worker",):
        assert _fulfil(family) == 1, part
    _shut_lead_out(family, room)
    rows, clock = room.entries.count(), family.clock
    both = [family.cast["harmed_worker"], family.cast[NEW]]

    with begun(lambda: reseal_some(room=room, keyring=both[0].keyring, clock=clock, most=1)):
        moved = reseal_some(room=room, keyring=both[1].keyring, clock=clock)

    assert moved == rows - 1
    assert set(room.entries.values_list("version", flat=True)) == {2}
    assert RoomVersion.objects.get(room=room, number=1).retired_on is not None


def _shut_lead_out(family: Family, room: Room) -> object:
    by = family.cast.worker("supervisor")
    return shut_out(worker=family.cast.worker("lead"), by=by, clock=family.clock, room=room)


# --- repairing in the moment in which something else is recorded ---


def take_out(family: Family, entry: Entry) -> Refused | None:
    member = family.holder("harmed")
    return take_out_entry(
        room=family.rooms["harmed"],
        entry=entry.pk,
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def put_right(family: Family, entry: Entry, words: str) -> Entry | Refused:
    member = family.holder("harmed")
    return correct_entry(
        room=family.rooms["harmed"],
        entry=entry.pk,
        fact=replace(HOPE, words=LongText(words)),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


def test_a_death_recorded_meanwhile_keeps_what_was_to_be_taken_out(family: Family) -> None:
    entry = family.record("harmed", HOPE)[0]

    with begun(lambda: family.record("harmed", Death())):
        assert isinstance(take_out(family, entry), Refused)

    assert not Quarantine.objects.exists()


def test_of_two_corrections_at_one_moment_one_counts(family: Family) -> None:
    entry = family.record("harmed", HOPE)[0]

    with begun(lambda: put_right(family, entry, "One.")):
        assert isinstance(put_right(family, entry, "Two."), Refused)

    read = queries.entries_in(family.rooms["harmed"], family.holder("harmed").keyring)
    assert [each.fact.words for each in read if each.counts and isinstance(each.fact, Hope)] == ["One."]


def test_nobody_agrees_with_what_is_taken_out_meanwhile(family: Family) -> None:
    entry = family.record("harmed", HOPE)[0]
    second = family.cast["lead"]

    with begun(lambda: take_out(family, entry)), pytest.raises(NotThere):
        agree_as_second(
            room=family.rooms["harmed"],
            entry=entry.pk,
            by=second.worker,
            keyring=second.keyring,
            clock=family.clock,
        )


def test_one_hearing_recorded_in_two_rooms_at_one_moment_asks_both(family: Family) -> None:
    with begun(lambda: family.record("harmed", HEARING)):
        family.record("other", HEARING)

    people = [room for room in family.rooms.values() if room.kind == RoomKind.PERSON]
    waiting = [queries.unopened_drops(room).count() for room in people]
    assert sorted(waiting) == [1, 1, 2]
