from collections.abc import Callable

import pytest

from yarrow.cases.actions import exclude_worker
from yarrow.config.families import Family
from yarrow.gate.facts.choice import Hope
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms import queries
from yarrow.rooms.actions import (
    ask_grant,
    attest,
    correct_entry,
    fulfil_grants,
    open_drops,
    quarantine_unchecked,
    read_room,
    seal_entry,
    settle_ring,
    take_keys,
)
from yarrow.rooms.models import Entry, Wrap
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_symmetric_key
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.queries import the_service
from yarrow.staff.queries.service import recovery_pair

HOPE = Hope(words=LongText("To walk the dog without looking over my shoulder."))
OUTSIDE = [
    "other_worker",
    "child_worker",
    "supervisor",
    "signing_supervisor",
    "specialist",
    "researcher",
    "manager",
    "intake",
    "excluded",
    "ex_worker",
    "outsider",
]


@pytest.fixture
def written(family: Family) -> Entry:
    """Something that could leak."""
    return family.record("harmed", HOPE)[0]


@pytest.mark.parametrize("part", OUTSIDE)
def test_every_act_in_a_room_by_who_is_not_inside_finds_nothing(
    family: Family, written: Entry, part: str, clock: FixedClock
) -> None:
    room, member = family.rooms["harmed"], family.cast[part]
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: read_room(room_id=room.pk, by=member.worker, keyring=member.keyring, clock=clock),
        "key": lambda: queries.room_key(room=room, keyring=member.keyring),
        "facts": lambda: queries.recorded_in(room, member.keyring),
        "write": lambda: seal_entry(
            room=room, fact=HOPE, by=member.worker, keyring=member.keyring, clock=clock
        ),
        "correct": lambda: correct_entry(
            room=room,
            entry=written.pk,
            fact=HOPE,
            by=member.worker,
            keyring=member.keyring,
            clock=clock,
        ),
        "quarantine": lambda: quarantine_unchecked(
            room=room, entry=written.pk, by=member.worker, clock=clock
        ),
        "attest": lambda: attest(room=room, by=member.worker, keyring=member.keyring, clock=clock),
        "drops": lambda: open_drops(room=room, by=member.worker, keyring=member.keyring, clock=clock),
    }
    for act in acts.values():
        with pytest.raises(NotThere):
            act()
    assert room not in queries.rooms_held_by(member.worker)
    assert room.entries.count() == 3


def test_read_by_the_worker_inside_returns_what_was_written(
    family: Family, written: Entry, clock: FixedClock
) -> None:
    member = family.holder("harmed")
    _room, entries = read_room(
        room_id=family.rooms["harmed"].pk, by=member.worker, keyring=member.keyring, clock=clock
    )
    assert entries[-1].fact == HOPE


def test_a_room_not_held_and_no_room_raise_the_same(family: Family) -> None:
    with pytest.raises(NotThere):
        queries.room_for(family.cast.worker("other_worker"), family.rooms["harmed"].pk)
    with pytest.raises(NotThere):
        queries.room_for(family.cast.worker("other_worker"), new_id())


def test_a_wrap_row_copied_to_another_worker_does_not_open(family: Family, written: Entry) -> None:
    mine = Wrap.objects.get(version__room=family.rooms["harmed"], holder=family.cast.worker("harmed_worker"))
    outsider = family.cast["outsider"]
    Wrap.objects.create(version=mine.version, holder=outsider.worker, blob=mine.blob)
    with pytest.raises(CannotOpen):
        queries.room_key(room=family.rooms["harmed"], keyring=outsider.keyring)


def test_a_wrap_moved_to_another_room_does_not_open(family: Family) -> None:
    mine = Wrap.objects.get(version__room=family.rooms["harmed"], holder=family.cast.worker("harmed_worker"))
    team = Wrap.objects.get(version__room=family.rooms["team"], holder=mine.holder)
    Wrap.objects.filter(pk=team.pk).update(blob=mine.blob)
    with pytest.raises(CannotOpen):
        queries.room_key(room=family.rooms["team"], keyring=family.cast.keyring("harmed_worker"))


def test_settling_the_ring_keeps_the_same_key(family: Family) -> None:
    keyring = family.cast.keyring("harmed_worker")
    before = queries.room_key(room=family.rooms["harmed"], keyring=keyring)[1]
    assert settle_ring(keyring=keyring) == 3
    assert queries.room_key(room=family.rooms["harmed"], keyring=keyring)[1] == before
    assert settle_ring(keyring=keyring) == 0


def test_every_room_opens_with_the_recovery_key(family: Family) -> None:
    from yarrow.rooms.contexts import recovery_context

    private = recovery_pair(the_service()).private
    for part, room in family.rooms.items():
        version = queries.newest_version(room)
        recovered = unwrap_with(private, bytes(version.recovery_wrap), recovery_context(version))
        held = queries.room_key(room=room, keyring=family.holder(part).keyring)[1]
        assert recovered == held
        assert recovered != new_symmetric_key()


def test_a_grant_asked_by_who_may_not_decide_is_refused(family: Family, clock: FixedClock) -> None:
    for part in ("lead", "other_worker", "outsider", "researcher", "signing_supervisor"):
        with pytest.raises(NotThere):
            ask_grant(
                room=family.rooms["harmed"],
                worker=family.cast.worker("child_worker"),
                by=family.cast.worker(part),
                clock=clock,
            )


@pytest.mark.parametrize("part", ["outsider", "excluded", "ex_worker", "researcher"])
def test_a_grant_for_who_has_no_duty_on_the_case_is_refused(
    family: Family, part: str, clock: FixedClock
) -> None:
    with pytest.raises(NotThere):
        ask_grant(
            room=family.rooms["harmed"],
            worker=family.cast.worker(part),
            by=family.cast.worker("supervisor"),
            clock=clock,
        )


def test_a_grant_is_fulfilled_only_by_somebody_inside(family: Family, clock: FixedClock) -> None:
    room, child = family.rooms["harmed"], family.cast["child_worker"]
    ask_grant(room=room, worker=child.worker, by=family.cast.worker("supervisor"), clock=clock)
    supervisor = family.cast["supervisor"]
    assert fulfil_grants(by=supervisor.worker, keyring=supervisor.keyring, clock=clock) == 0
    assert not queries.holds(child.worker, room)
    holder = family.holder("harmed")
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock) == 1
    assert queries.room_key(room=room, keyring=child.keyring)[1]


def test_an_excluded_holder_is_out_at_once(family: Family, written: Entry, clock: FixedClock) -> None:
    holder = family.holder("harmed")
    exclude_worker(case=family.case, worker=holder.worker, by=family.cast.worker("supervisor"), clock=clock)
    with pytest.raises(NotThere):
        read_room(room_id=family.rooms["harmed"].pk, by=holder.worker, keyring=holder.keyring, clock=clock)


def test_keys_taken_leave_nothing_to_open(family: Family, written: Entry, clock: FixedClock) -> None:
    holder = family.holder("harmed")
    settle_ring(keyring=holder.keyring)
    assert take_keys(worker=holder.worker, by=family.cast.worker("supervisor"), clock=clock) == 3
    assert not Wrap.objects.filter(holder=holder.worker).exists()
    with pytest.raises(NotThere):
        queries.room_key(room=family.rooms["harmed"], keyring=holder.keyring)
