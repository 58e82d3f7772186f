"""Rooms moved to another case by somebody who writes to the database.

They have an account and do truly some work here, but no pepper. Which case a room belongs to decides who
may ask, who is told and who is sealed a card: so a room that stands elsewhere lets nobody in.
"""

from functools import partial

import pytest
from django.db import transaction

from tests import forging
from yarrow.audit.queries import events_of
from yarrow.audit.terms import Event, Fault
from yarrow.cases.actions import allocate, answer_conflict, open_case
from yarrow.cases.conflicts import questions_for
from yarrow.cases.models import Case, ConflictQuestion
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import Asked, Duty, Pathway, ReferralSource, Setting
from yarrow.config.families import Family
from yarrow.emergency.actions import bring_copies, name_duty_person
from yarrow.emergency.models import EmergencyCopy
from yarrow.emergency.queries import who_may_hold
from yarrow.emergency.tests.steps import write
from yarrow.gate.facts.change import Separation
from yarrow.kernel.errors import NotThere
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms.actions import (
    ask_grant,
    fulfil_grants,
    let_in_by_recovery,
    open_drops,
    open_room,
    seal_entry,
    shut_out,
    step_back,
    take_off_case,
)
from yarrow.rooms.models import Drop, Entry, Grant, Room, Wrap
from yarrow.rooms.queries import holds, room_key, rooms_held_by
from yarrow.rooms.queries.counted import inside_by_record
from yarrow.rooms.queries.keys import trusted_public
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import recovery_pair
from yarrow.staff.queries.service import UntrustedPublic

Member = tuple[Worker, Keyring]


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


@pytest.fixture
def attacker(family: Family) -> Member:
    """A supervisor of the service, who truly supervises another case."""
    member = family.cast["signing_supervisor"]
    return member.worker, member.keyring


@pytest.fixture
def elsewhere(family: Family, attacker: Member) -> Case:
    worker, _keyring = attacker
    case = open_case(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.FAMILY,
        source=ReferralSource.HARMED_PERSON,
        by=family.cast.worker("intake"),
        supervisor=worker,
        lead=family.cast.worker("outsider"),
        names=["Zed"],
        clock=family.clock,
    )
    assert isinstance(case, Case)
    for question in questions_for(worker):
        answer_conflict(question=question, state=Asked.CLEAR, by=worker, clock=family.clock)
    assert Duty.SUPERVISOR in duties_of(worker, case)
    return case


def faults() -> set[Fault]:
    return {found.fault for found in verify_everything().found}


def moved(family: Family, room: Room, case: Case) -> Room:
    """With the answer that its holder never gave about that case, as the attacker would lay it."""
    forging.move_the_room(room, case)
    forging.say_they_know_nobody(family, family.holder("harmed").worker, case)
    return Room.objects.get(pk=room.pk)


def moved_and_back(family: Family, room: Room, case: Case) -> None:
    ConflictQuestion.objects.filter(case=case, worker=family.holder("harmed").worker).delete()
    forging.move_the_room(room, family.case, number=room.number)


def test_who_supervises_the_case_a_room_was_moved_to_is_not_let_in(
    family: Family, room: Room, attacker: Member, elsewhere: Case
) -> None:
    (worker, keyring), holder = attacker, family.holder("harmed")
    there = moved(family, room, elsewhere)
    assert faults() == {Fault.UNMARKED, Fault.ROW_DIFFERS}

    with pytest.raises(NotThere):
        ask_grant(room=there, worker=worker, by=worker, clock=family.clock)
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock) == 0

    assert not Grant.objects.filter(worker=worker).exists()
    moved_and_back(family, room, elsewhere)
    with pytest.raises(NotThere):
        room_key(room=room, keyring=keyring)
    assert verify_everything().is_whole


def test_request_that_was_truly_made_waits_while_the_room_stands_elsewhere(
    family: Family, room: Room, elsewhere: Case
) -> None:
    worker, holder = family.cast.worker("lead"), family.holder("harmed")
    shut_out(worker=worker, room=room, by=family.cast.worker("supervisor"), clock=family.clock)
    ask_grant(room=room, worker=worker, by=family.cast.worker("supervisor"), clock=family.clock)

    moved(family, room, elsewhere)
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock) == 0
    moved_and_back(family, room, elsewhere)

    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=family.clock) == 1


def test_answer_laid_in_brings_no_room_near(family: Family, room: Room) -> None:
    worker = family.holder("harmed").worker
    assert room in rooms_held_by(worker)

    ConflictQuestion.objects.filter(case=family.case, worker=worker).delete()
    forging.say_they_know_nobody(family, worker, family.case)

    assert room not in rooms_held_by(worker)


@pytest.mark.parametrize("changed", [{"number": 60}, {"kind": RoomKind.INTAKE, "case": None, "number": 0}])
def test_kind_and_number_of_a_room_are_marked_too(
    family: Family, room: Room, changed: dict[str, object]
) -> None:
    Room.objects.filter(pk=room.pk).update(**changed)

    there = Room.objects.get(pk=room.pk)

    with pytest.raises(UntrustedPublic):
        trusted_public(there.versions.get())
    assert Fault.UNMARKED in faults()


def test_new_key_made_while_a_room_stands_elsewhere_does_not_leave_it_there(
    family: Family, room: Room, attacker: Member, elsewhere: Case
) -> None:
    there = moved(family, room, elsewhere)
    with pytest.raises(NotThere):
        shut_out(worker=family.cast.worker("lead"), room=there, by=attacker[0], clock=family.clock)
    shut_out(worker=family.cast.worker("lead"), by=family.cast.worker("supervisor"), clock=family.clock)
    assert there.versions.count() == 2

    with pytest.raises(NotThere):
        ask_grant(room=there, worker=attacker[0], by=attacker[0], clock=family.clock)
    moved_and_back(family, room, elsewhere)

    assert trusted_public(room.versions.get(number=2))
    assert verify_everything().is_whole


def test_who_is_taken_off_keeps_no_room_that_was_moved_out_of_the_way(
    family: Family, room: Room, elsewhere: Case
) -> None:
    gone = family.cast.worker("lead")
    assert holds(gone, room)

    moved(family, room, elsewhere)
    take_off_case(case=family.case, worker=gone, by=family.cast.worker("supervisor"), clock=family.clock)
    moved_and_back(family, room, elsewhere)

    assert not Wrap.objects.filter(holder=gone, version__room=room).exists()
    assert gone.pk not in inside_by_record(room)


def test_custodians_let_nobody_into_a_room_that_was_moved(
    family: Family, room: Room, attacker: Member, elsewhere: Case
) -> None:
    there = moved(family, room, elsewhere)

    with pytest.raises(NotThere):
        let_in_by_recovery(
            room=there,
            worker=attacker[0],
            recovery_private=recovery_pair().private,
            by=None,
            clock=family.clock,
        )

    assert not Wrap.objects.filter(holder=attacker[0]).exists()


def test_no_card_is_sealed_to_the_other_side_while_a_room_stands_in_an_empty_case(
    family: Family, room: Room, elsewhere: Case
) -> None:
    worker, colleague = family.cast.worker("other_worker"), family.cast.worker("duty")
    for each in (worker, colleague):
        name_duty_person(worker=each, by=family.cast.worker("manager"), clock=family.clock)
    write(family, "harmed")
    held = EmergencyCopy.objects.filter(card__room=room)
    assert [copy.worker for copy in held] == [colleague]
    there, holder = moved(family, room, elsewhere), family.holder("harmed")

    assert who_may_hold([there]) == {room.pk: []}
    bring_copies(by=holder.worker, keyring=holder.keyring, clock=family.clock)

    assert not held.filter(worker=worker).exists()


def test_words_of_a_room_that_was_moved_go_to_no_team(
    family: Family, room: Room, elsewhere: Case, attacker: Member
) -> None:
    """A holder who works on both cases sees it there; nothing is written, and nobody there is told."""
    holder, clock = family.holder("harmed"), family.clock
    ConflictQuestion.objects.filter(worker=holder.worker, case=elsewhere).delete()
    allocate(
        case=elsewhere, worker=holder.worker, duty=Duty.PRACTITIONER, by=attacker[0], clock=clock, names=["Z"]
    )
    answer_conflict(
        question=questions_for(holder.worker).get(), state=Asked.CLEAR, by=holder.worker, clock=clock
    )
    open_room(case=elsewhere, kind=RoomKind.TEAM, holders=[attacker[0]], by=attacker[0], clock=clock)
    forging.move_the_room(room, elsewhere)
    there, notes, entries = Room.objects.get(pk=room.pk), Drop.objects.count(), Entry.objects.count()
    assert holds(holder.worker, there)

    for press in (open_drops, partial(seal_entry, fact=Separation())):
        with pytest.raises(NotThere):
            press(room=there, by=holder.worker, keyring=holder.keyring, clock=clock)

    assert (Drop.objects.count(), Entry.objects.count()) == (notes, entries)


def test_who_was_never_inside_hands_no_room_on(
    family: Family, room: Room, elsewhere: Case, attacker: Member
) -> None:
    """Neither by a row among the wraps of a room that was moved, nor by one of an old key."""
    worker, keyring = attacker
    forging.lay_a_key(worker, room)
    Wrap.objects.filter(version__room=room).exclude(holder=worker).delete()
    moved(family, room, elsewhere)

    with transaction.atomic():
        step_back(case=elsewhere, by=worker, keyring=keyring, clock=family.clock)

    assert not events_of(room.pk).filter(event=Event.ROOM_HANDED_ON).exists()
