"""Keys laid among the wraps by who writes to the database: they bring nobody in, and nobody else either.

A row that opens nothing must never become a mark that says that somebody is inside.
"""

import pytest

from tests import forging
from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event, Fault
from yarrow.config.families import Family
from yarrow.kernel.errors import NotThere
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms.actions import ask_grant, fulfil_grants, let_into_intake, open_room
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.rooms.queries import holds, room_key
from yarrow.rooms.queries.counted import inside_by_record
from yarrow.rooms.terms import RoomKind


@pytest.fixture
def intake(family: Family) -> Room:
    by = family.cast.worker("intake")
    return open_room(case=None, kind=RoomKind.INTAKE, holders=[by], by=by, clock=family.clock)


def test_key_laid_in_the_intake_room_lets_nobody_in(family: Family, intake: Room) -> None:
    by, colleague, clock = family.cast["supervisor"], family.cast["intake_two"], family.clock
    forging.lay_a_key(by.worker, intake)

    with pytest.raises(NotThere):
        let_into_intake(worker=colleague.worker, by=by.worker, keyring=by.keyring, clock=clock)
    Wrap.objects.filter(holder=by.worker, version__room=intake).delete()
    honest = family.cast["intake"]
    assert fulfil_grants(by=honest.worker, keyring=honest.keyring, clock=clock) == 0

    assert not Grant.objects.filter(room=intake).exists()
    assert not holds(colleague.worker, intake)
    assert not events_of(intake.pk).filter(event=Event.GRANT_ASKED).exists()


def test_nobody_lets_themselves_into_the_intake_room_by_a_row(family: Family, intake: Room) -> None:
    member = family.cast["intake_two"]
    forging.lay_a_key(member.worker, intake)

    with pytest.raises(NotThere):
        let_into_intake(worker=member.worker, by=member.worker, keyring=member.keyring, clock=family.clock)

    assert member.worker.pk not in inside_by_record(intake)
    assert Fault.UNMARKED in {found.fault for found in verify_everything().found}


def test_whose_own_key_does_not_open_leaves_no_request_behind(family: Family, intake: Room) -> None:
    honest, colleague = family.cast["intake"], family.cast["intake_two"]
    Wrap.objects.filter(holder=honest.worker, version__room=intake).update(blob=bytes(64), ring_blob=None)

    with pytest.raises(NotThere):
        let_into_intake(worker=colleague.worker, by=honest.worker, keyring=honest.keyring, clock=family.clock)

    assert not Grant.objects.filter(room=intake).exists()
    assert not events_of(intake.pk).filter(event=Event.GRANT_ASKED).exists()


def test_row_laid_for_a_newcomer_does_not_stand_in_the_way_of_their_true_key(
    family: Family, intake: Room
) -> None:
    honest, colleague = family.cast["intake"], family.cast["intake_two"]
    forging.lay_a_key(colleague.worker, intake)

    let_into_intake(worker=colleague.worker, by=honest.worker, keyring=honest.keyring, clock=family.clock)

    assert room_key(room=intake, keyring=colleague.keyring)
    assert verify_everything().is_whole


def test_request_for_who_is_inside_already_is_not_fulfilled_with_nothing(family: Family) -> None:
    holder, supervisor = family.holder("harmed"), family.cast.worker("supervisor")
    room = family.rooms["harmed"]
    ask_grant(room=room, worker=holder.worker, by=supervisor, clock=family.clock)
    before = events_of(room.pk).filter(event=Event.GRANT_FULFILLED).count()

    lead = family.cast["lead"]
    assert fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=family.clock) == 0

    assert events_of(room.pk).filter(event=Event.GRANT_FULFILLED).count() == before
