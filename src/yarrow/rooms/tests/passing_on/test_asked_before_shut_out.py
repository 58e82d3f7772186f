"""A request to let somebody in does not outlive the decision that they are not inside (found by T05).

Whoever is next inside fulfils what waits without being asked: an older request would undo a shutting out.
"""

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import ask_grant, fulfil_grants, shut_out, take_off_case
from yarrow.rooms.models import Grant, Room
from yarrow.rooms.queries import holds


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["other"]


def ask(family: Family, room: Room, part: str, clock: FixedClock) -> None:
    supervisor = family.cast.worker("supervisor")
    ask_grant(room=room, worker=family.cast.worker(part), by=supervisor, clock=clock)


def decide_out(family: Family, room: Room, part: str, clock: FixedClock) -> None:
    supervisor = family.cast.worker("supervisor")
    shut_out(worker=family.cast.worker(part), by=supervisor, clock=clock, room=room)


def somebody_inside_comes_in(family: Family, clock: FixedClock) -> int:
    lead = family.cast["lead"]
    return fulfil_grants(by=lead.worker, keyring=lead.keyring, clock=clock)


def withdrawn(room: Room) -> int:
    return AuditEvent.objects.filter(chain=room.pk, event=Event.GRANT_WITHDRAWN).count()


def test_who_was_asked_for_while_inside_stays_out_after_being_shut_out(
    family: Family, room: Room, clock: FixedClock
) -> None:
    ask(family, room, "other_worker", clock)
    assert holds(family.cast.worker("other_worker"), room)

    decide_out(family, room, "other_worker", clock)

    assert somebody_inside_comes_in(family, clock) == 0
    assert not holds(family.cast.worker("other_worker"), room)
    assert withdrawn(room) == 1


def test_a_request_for_who_is_inside_already_does_not_wait_for_later(
    family: Family, room: Room, clock: FixedClock
) -> None:
    ask(family, room, "other_worker", clock)

    assert somebody_inside_comes_in(family, clock) == 0

    assert not Grant.objects.filter(room=room, fulfilled_on__isnull=True).exists()
    assert withdrawn(room) == 1
    assert holds(family.cast.worker("other_worker"), room)


def test_who_waits_only_and_is_decided_out_waits_no_more(
    family: Family, room: Room, clock: FixedClock
) -> None:
    ask(family, room, "child_worker", clock)

    decide_out(family, room, "child_worker", clock)

    assert somebody_inside_comes_in(family, clock) == 0
    assert not holds(family.cast.worker("child_worker"), room)


def test_who_is_asked_for_again_afterwards_is_let_in(family: Family, room: Room, clock: FixedClock) -> None:
    ask(family, room, "other_worker", clock)
    decide_out(family, room, "other_worker", clock)

    ask(family, room, "other_worker", clock)

    assert somebody_inside_comes_in(family, clock) == 1
    assert holds(family.cast.worker("other_worker"), room)


def test_taken_off_the_case_takes_every_request_back(family: Family, room: Room, clock: FixedClock) -> None:
    ask(family, room, "child_worker", clock)
    supervisor = family.cast.worker("supervisor")

    take_off_case(case=family.case, worker=family.cast.worker("child_worker"), by=supervisor, clock=clock)

    assert somebody_inside_comes_in(family, clock) == 0
    assert withdrawn(room) == 1
