"""Custodians let one worker back into named rooms, and nobody anywhere else."""

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Allocation
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.custody.actions import LetIn, let_back_in
from yarrow.custody.models import CustodyEvent, Round
from yarrow.custody.queries import recent_lettings_in, rooms_to_choose
from yarrow.custody.terms import Happened
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.models import Room, Wrap
from yarrow.rooms.queries import entries_in
from yarrow.staff.actions import freeze, leave_service
from yarrow.staff.models import RosterEntry, Worker

from .conftest import Papers


@pytest.fixture
def orphaned(family: Family, kept: Round) -> Room:
    """The child's room, with words in it, and nobody left who holds its key."""
    room = family.rooms["child"]
    assert room.entries.exists()
    Wrap.objects.filter(version__room=room).delete()
    return room


def asked(cast: Cast, papers: Papers, clock: FixedClock, room: Room, **other: object) -> LetIn | Refused:
    given: dict[str, object] = {
        **papers.two("ac"),
        "worker": cast.worker("child_worker"),
        "rooms": [room.pk],
        "by": cast.worker("manager"),
        "clock": clock,
    }
    return let_back_in(**given | other)  # type: ignore[arg-type]


def code(answer: object) -> str:
    assert isinstance(answer, Refused)
    assert not CustodyEvent.objects.filter(happened=Happened.LET_IN).exists()
    return answer.reasons[0].code


def test_one_code_lets_nobody_in(cast: Cast, orphaned: Room, papers: Papers, clock: FixedClock) -> None:
    one = papers.made[0].codes[1]

    assert code(asked(cast, papers, clock, orphaned, first=one, second=one)) == "codes"
    assert not Wrap.objects.filter(version__room=orphaned).exists()


def test_a_room_with_somebody_inside_is_not_theirs_to_open(
    cast: Cast, family: Family, orphaned: Room, papers: Papers, clock: FixedClock
) -> None:
    held = family.rooms["harmed"]

    assert code(asked(cast, papers, clock, held)) == "rooms"
    assert code(asked(cast, papers, clock, held, rooms=[orphaned.pk, held.pk])) == "rooms"
    assert code(asked(cast, papers, clock, held, rooms=[])) == "rooms"
    assert not Wrap.objects.filter(version__room=orphaned).exists()


def test_a_worker_of_another_case_is_not_let_in(
    cast: Cast, orphaned: Room, papers: Papers, clock: FixedClock
) -> None:
    assert not rooms_to_choose(cast.worker("outsider")).exists()

    assert code(asked(cast, papers, clock, orphaned, worker=cast.worker("outsider"))) == "rooms"


def test_a_key_nobody_vouches_for_is_given_nothing(
    cast: Cast, orphaned: Room, papers: Papers, clock: FixedClock
) -> None:
    RosterEntry.objects.filter(worker=cast.worker("child_worker")).update(signature=b"forged")

    assert code(asked(cast, papers, clock, orphaned)) == "worker"
    assert not Wrap.objects.filter(version__room=orphaned).exists()


def test_a_frozen_worker_is_given_nothing(
    cast: Cast, orphaned: Room, papers: Papers, clock: FixedClock
) -> None:
    freeze(worker=cast.worker("child_worker"), by=cast.worker("manager"), clock=clock)

    assert code(asked(cast, papers, clock, orphaned)) == "worker"
    assert not Wrap.objects.filter(version__room=orphaned).exists()


def test_who_is_barred_is_given_nothing_also_where_nobody_works_any_more(
    cast: Cast, family: Family, orphaned: Room, papers: Papers, clock: FixedClock
) -> None:
    """The family's own barred worker: once nobody is left on the case, anybody else could be chosen."""
    barred = cast.worker("excluded")
    assert code(asked(cast, papers, clock, orphaned, worker=barred)) == "rooms"
    Allocation.objects.filter(case=family.case).update(until_day=clock.today())
    assert rooms_to_choose(barred).filter(pk=orphaned.pk).exists()

    assert code(asked(cast, papers, clock, orphaned, worker=barred)) == "worker"
    assert not Wrap.objects.filter(version__room=orphaned).exists()


def test_who_has_left_is_not_let_in(cast: Cast, orphaned: Room, papers: Papers, clock: FixedClock) -> None:
    worker = cast.worker("child_worker")
    leave_service(worker=worker, by=cast.worker("manager"), clock=clock)

    answer = asked(cast, papers, clock, orphaned, worker=Worker.objects.get(pk=worker.pk))

    assert code(answer) in {"worker", "rooms"}


def test_the_worker_reads_again_and_it_is_seen(
    cast: Cast, family: Family, orphaned: Room, papers: Papers, clock: FixedClock
) -> None:
    worker = cast.worker("child_worker")
    others = Wrap.objects.exclude(version__room=orphaned).count()

    let = asked(cast, papers, clock, orphaned)

    assert let == LetIn(worker, 1, "ac")
    assert entries_in(orphaned, cast.keyring("child_worker"))
    assert Wrap.objects.exclude(version__room=orphaned).count() == others
    event = CustodyEvent.objects.get(happened=Happened.LET_IN)
    assert (event.worker, event.rooms, event.pair) == (worker, 1, "ac")
    (line,) = recent_lettings_in(clock.today())
    assert (line.worker, line.by, line.rooms) == ("Carys Child", ("Ann Chair", "Cat Data"), 1)
    events = AuditEvent.objects.filter(chain=orphaned.pk, event=Event.LET_IN_BY_RECOVERY)
    assert events.get().actor == cast.worker("manager").pk
    assert AuditEvent.objects.filter(event=Event.CUSTODY_USED, subject=worker.pk).exists()
