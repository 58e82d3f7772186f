"""Somebody who writes to the database and has an account, but no pepper, puts in rows that would let them in.

Whatever their colleagues then ordinarily do, no key, no card and no word is sealed to them; and the
verification of the record finds every row (docs/threat-model.md T6).
"""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from tests import forging
from tests.browsers import Browser
from yarrow.audit.queries import latest
from yarrow.audit.terms import Event, Fault
from yarrow.cases.actions import allocate, answer_conflict, raise_care_card
from yarrow.cases.conflicts import questions_for, where_asked
from yarrow.cases.models import Allocation, CareCardCopy, ConflictQuestion
from yarrow.cases.queries import case_for, cases_allocated_to, duties_of, workers_on
from yarrow.cases.terms import Asked, CareCode, Duty
from yarrow.config.families import Family
from yarrow.config.management.commands.tick import tick
from yarrow.emergency.actions import name_duty_person
from yarrow.emergency.models import EmergencyCopy
from yarrow.emergency.queries import is_on_duty
from yarrow.emergency.tests.steps import write
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.errors import NotThere
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms.actions import (
    ask_grant,
    fulfil_grants,
    let_in,
    say_they_know,
    shut_out,
    take_off_case,
)
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.staff.models import Worker

HONEST = ("harmed_worker", "lead", "supervisor", "other_worker")


@pytest.fixture
def attacker(family: Family) -> Worker:
    """Works here, and on no case of this family."""
    return family.cast.worker("outsider")


@pytest.fixture
def room(family: Family) -> Room:
    return family.rooms["harmed"]


def a_day_of_work(family: Family, browser: Browser) -> None:
    """What colleagues press on an ordinary day, and what the night does."""
    holder, clock = family.holder("harmed"), family.clock
    raise_care_card(case=family.case, code=CareCode.DANGER_NOW, by=holder.worker, clock=clock)
    write(family, "harmed")
    for part in HONEST:
        client, mine = browser(part), family.cast[part]
        client.get("/")
        client.post(reverse("desk:let_in"))
        client.get(reverse("desk:case", args=[family.case.pk]))
        for room in Room.objects.filter(versions__wraps__holder=mine.worker).distinct():
            client.get(reverse("record:room", args=[room.pk]))
            client.post(reverse("record:come_in", args=[room.pk]))
        fulfil_grants(by=mine.worker, keyring=mine.keyring, clock=clock)
    tick(clock=clock)


def sealed_to(worker: Worker) -> set[str]:
    """What this worker holds that opens with their key; what they laid there themselves is not among it."""
    wraps = any(bytes(wrap.blob) != bytes(64) for wrap in Wrap.objects.filter(holder=worker))
    copies = {
        "care": CareCardCopy.objects.filter(worker=worker).exists(),
        "emergency": EmergencyCopy.objects.filter(worker=worker).exists(),
    }
    held = {name for name, has_one in copies.items() if has_one}
    return held | ({"key"} if wraps else set())


def faults() -> set[Fault]:
    return {found.fault for found in verify_everything().found}


def rows_alone(family: Family, worker: Worker, room: Room) -> None:
    forging.put_on_the_case(family, worker)
    forging.ask_to_be_let_in(family, worker, room)
    forging.name_for_duty(family, worker)


def rows_and_events(family: Family, worker: Worker, room: Room) -> None:
    rows_alone(family, worker, room)
    forging.write_events(family, worker, room)


def rows_and_the_marks_of_a_colleague(family: Family, worker: Worker, room: Room) -> None:
    rows_alone(family, worker, room)
    forging.write_events(family, worker, room, like=family.cast.worker("harmed_worker"))


FORGERIES = [rows_alone, rows_and_events, rows_and_the_marks_of_a_colleague]
Forgery = Callable[[Family, Worker, Room], None]


@pytest.mark.parametrize("forged", FORGERIES)
def test_whatever_colleagues_press_nothing_is_sealed_to_who_put_rows_in(
    family: Family, browser: Browser, attacker: Worker, room: Room, forged: Forgery
) -> None:
    forged(family, attacker, room)
    forging.lay_a_key(attacker, family.rooms["other"])
    assert Fault.UNMARKED in faults()

    a_day_of_work(family, browser)

    assert sealed_to(attacker) == set()
    assert sealed_to(family.cast.worker("supervisor")) >= {"care", "key"}
    assert Grant.objects.get(worker=attacker).fulfilled_on is None
    assert duties_of(attacker, family.case) == frozenset()
    assert attacker not in workers_on(family.case)
    assert not is_on_duty(attacker)


@pytest.mark.parametrize("duty", [Duty.SUPERVISOR, Duty.LEAD])
def test_forged_supervisor_finds_no_case_and_asks_for_nobody(
    family: Family, browser: Browser, attacker: Worker, room: Room, duty: Duty
) -> None:
    forging.put_on_the_case(family, attacker, duty)
    before = Grant.objects.count()

    page = browser("outsider").get(reverse("desk:case", args=[family.case.pk]))

    assert page.status_code == 404
    assert not cases_allocated_to(attacker).exists()
    with pytest.raises(NotThere):
        case_for(attacker, family.case.pk)
    with pytest.raises(NotThere):
        ask_grant(room=room, worker=attacker, by=attacker, clock=family.clock)
    with pytest.raises(NotThere):
        allocate(case=family.case, worker=attacker, duty=duty, by=attacker, clock=family.clock, names=["A"])
    assert Grant.objects.count() == before


def test_key_laid_in_a_room_is_not_given_the_next_one(family: Family, attacker: Worker, room: Room) -> None:
    forging.lay_a_key(attacker, room)

    shut_out(worker=family.cast.worker("lead"), by=family.cast.worker("supervisor"), clock=family.clock)

    assert sealed_to(attacker) == set()
    assert not Wrap.objects.filter(holder=attacker).exists()
    assert Wrap.objects.filter(
        version__room=room, version__number=2, holder__username="harmed_worker"
    ).exists()


def test_second_duty_put_in_beside_a_true_one_takes_both(family: Family, room: Room) -> None:
    worker = family.cast.worker("other_worker")

    Allocation.objects.create(case=family.case, worker=worker, duty=Duty.SUPERVISOR, from_day=forging.DAY)

    assert duties_of(worker, family.case) == frozenset()
    with pytest.raises(NotThere):
        ask_grant(room=room, worker=worker, by=worker, clock=family.clock)


def test_answer_that_was_not_given_through_us_opens_nothing(family: Family, clock: FixedClock) -> None:
    worker, by = family.cast.worker("outsider"), family.cast.worker("supervisor")
    allocate(case=family.case, worker=worker, duty=Duty.PRACTITIONER, by=by, clock=clock, names=["Gwenllian"])

    for state in (Asked.CLEAR, Asked.UNSURE):
        ConflictQuestion.objects.filter(worker=worker).update(state=state)
        assert where_asked(worker, family.case) is Asked.NOT_ASKED
        assert duties_of(worker, family.case) == frozenset()
    ConflictQuestion.objects.filter(worker=worker).update(state=Asked.ASKED)

    answer_conflict(question=questions_for(worker).get(), state=Asked.CLEAR, by=worker, clock=clock)
    assert duties_of(worker, family.case) == {Duty.PRACTITIONER}


def test_question_put_in_for_oneself_is_answered_in_vain(family: Family, attacker: Worker) -> None:
    forging.put_on_the_case(family, attacker)
    ConflictQuestion.objects.filter(worker=attacker).update(state=Asked.ASKED)
    question = ConflictQuestion.objects.get(worker=attacker)

    with pytest.raises(NotThere):
        answer_conflict(question=question, state=Asked.CLEAR, by=attacker, clock=family.clock)

    assert latest(family.case.pk, Event.CONFLICT_ANSWERED, attacker.pk) is None


def test_row_that_was_put_in_does_not_stand_in_the_way_of_a_true_one(
    family: Family, attacker: Worker, room: Room
) -> None:
    """For who truly joins later: they are put on the case, asked, and let in, as everybody is."""
    rows_and_events(family, attacker, room)
    supervisor, holder, clock = family.cast["supervisor"], family.holder("harmed"), family.clock

    allocate(
        case=family.case,
        worker=attacker,
        duty=Duty.PRACTITIONER,
        by=supervisor.worker,
        clock=clock,
        names=["Gwenllian"],
    )
    assert duties_of(attacker, family.case) == frozenset()
    ask_grant(room=room, worker=attacker, by=supervisor.worker, clock=clock)
    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock) == 0
    answer_conflict(question=questions_for(attacker).get(), state=Asked.CLEAR, by=attacker, clock=clock)

    assert fulfil_grants(by=holder.worker, keyring=holder.keyring, clock=clock) == 1
    name_duty_person(worker=attacker, by=family.cast.worker("manager"), clock=clock)
    assert is_on_duty(attacker)


def test_fulfilled_event_without_our_mark_is_found(family: Family, attacker: Worker, room: Room) -> None:
    assert verify_everything().is_whole
    rows = forging.fulfilled_by_hand(family, attacker, room)

    found = verify_everything().found

    assert (Fault.UNMARKED, room.pk, rows) in {(each.fault, each.chain, each.number) for each in found}


def test_honest_work_is_whole_when_verified(family: Family, clock: FixedClock) -> None:
    supervisor, team = family.cast["supervisor"], family.rooms["team"]
    let_in(
        room=team,
        worker=family.cast.worker("child_worker"),
        by=supervisor.worker,
        keyring=supervisor.keyring,
        clock=clock,
    )
    name_duty_person(worker=family.cast.worker("duty"), by=family.cast.worker("manager"), clock=clock)
    newcomer, supervises = family.cast["outsider"], supervisor.worker
    for duty in (Duty.PRACTITIONER, Duty.SPECIALIST):
        names = ["Gwenllian"]
        allocate(case=family.case, worker=newcomer.worker, duty=duty, by=supervises, clock=clock, names=names)
    with transaction.atomic():
        question = questions_for(newcomer.worker).get()
        say_they_know(question=question, by=newcomer.worker, keyring=newcomer.keyring, clock=clock)
    take_off_case(case=family.case, worker=family.cast.worker("lead"), by=supervises, clock=clock)

    assert verify_everything().found == []
