"""Rows and lines taken away or spoiled by who writes to the database and has no pepper.

Where something is given because nobody else is there, it is the record that must know it, and what
keeps somebody away stays in force there (decision 0019).
"""

from collections.abc import Callable

import pytest

from tests import forging
from tests.employing import now_in_post
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event, Fault
from yarrow.audit.tests.tampering import guard_lifted
from yarrow.cases.access import may_name_supervisors
from yarrow.cases.actions import (
    agree_as_second_supervisor,
    allocate,
    ask_second_supervisor,
    end_duties,
    name_supervisors_where_none,
    open_case,
)
from yarrow.cases.conflicts import colleagues_to_choose, questions_for
from yarrow.cases.models import Allocation, AskedOfTwo, Case, Exclusion
from yarrow.cases.queries import duties_of, is_excluded, workers_on
from yarrow.cases.terms import Duty, ForTwo, Pathway, ReferralSource, Setting
from yarrow.config.families import Family
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.oversight.verifying import verify_everything
from yarrow.rooms.actions import ask_grant, keep_away
from yarrow.staff.actions import leave_service
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

DECIDING = [Duty.LEAD, Duty.SUPERVISOR]


@pytest.fixture
def attacker(family: Family) -> Worker:
    """A supervisor by post; of this family they know only that there is a case."""
    worker = family.cast.worker("signing_supervisor")
    end_duties(worker=worker, by=family.cast.worker("manager"), clock=family.clock)
    return worker


def faults() -> set[Fault]:
    return {found.fault for found in verify_everything().found}


def deciders_gone(family: Family) -> None:
    Allocation.objects.filter(case=family.case, duty__in=DECIDING).delete()


def deciders_ended(family: Family) -> None:
    Allocation.objects.filter(case=family.case, duty__in=DECIDING).update(until_day=forging.DAY)


def deciders_ended_with_events(family: Family) -> None:
    deciders_ended(family)
    forging.end_without_a_mark(family, "lead", "supervisor")


def deciders_ended_with_the_mark_of_another(family: Family) -> None:
    deciders_ended(family)
    forging.end_without_a_mark(family, "lead", "supervisor", like=family.cast.worker("signing_supervisor"))


def deciders_seem_to_have_left(family: Family) -> None:
    parts = [family.cast.worker(part).pk for part in ("lead", "supervisor")]
    Worker.objects.filter(pk__in=parts).update(is_active=False)


def deciders_spoiled(family: Family) -> None:
    for part, duty in (("lead", Duty.SPECIALIST), ("supervisor", Duty.PRACTITIONER)):
        worker = family.cast.worker(part)
        Allocation.objects.create(case=family.case, worker=worker, duty=duty, from_day=forging.DAY)


def deciders_left_off_the_record(family: Family) -> None:
    deciders_gone(family)
    parts = [family.cast.worker(part).pk for part in ("lead", "supervisor")]
    with guard_lifted():
        AuditEvent.objects.filter(chain=family.case.pk, subject__in=parts).update(subject=None)


Taken = Callable[[Family], None]
TAKEN: list[Taken] = [
    deciders_gone,
    deciders_ended,
    deciders_ended_with_events,
    deciders_ended_with_the_mark_of_another,
    deciders_seem_to_have_left,
    deciders_spoiled,
    deciders_left_off_the_record,
]


@pytest.mark.parametrize("taken", TAKEN)
def test_nobody_is_named_where_the_rows_of_who_decides_are_gone(
    family: Family, attacker: Worker, taken: Taken
) -> None:
    assert faults() == set()
    taken(family)

    assert name_supervisors_where_none(clock=family.clock) == 0

    assert not questions_for(attacker).exists()
    assert duties_of(attacker, family.case) == frozenset()
    with pytest.raises(NotThere):
        ask_grant(room=family.rooms["harmed"], worker=attacker, by=attacker, clock=family.clock)
    assert faults()


def test_duty_on_record_without_a_row_is_named_by_the_verification(family: Family, attacker: Worker) -> None:
    Allocation.objects.filter(case=family.case, worker=family.cast.worker("supervisor")).delete()

    assert faults() == {Fault.TAKEN_AWAY}


def test_where_both_have_truly_gone_the_next_one_is_named(family: Family, attacker: Worker) -> None:
    for part in ("lead", "supervisor"):
        end_duties(worker=family.cast.worker(part), by=family.cast.worker("manager"), clock=family.clock)

    assert name_supervisors_where_none(clock=family.clock) == 1
    assert faults() == set()


def test_where_both_left_the_service_with_their_duties_on_record_the_next_one_is_named(
    family: Family, attacker: Worker
) -> None:
    for part in ("lead", "supervisor"):
        leave_service(worker=family.cast.worker(part), by=family.cast.worker("manager"), clock=family.clock)

    assert name_supervisors_where_none(clock=family.clock) == 1


def barred_without_a_row(family: Family, worker: Worker) -> None:
    supervisor = family.cast.worker("supervisor")
    keep_away(case=family.case, worker=worker, by=supervisor, clock=family.clock)
    forging.take_the_bar_away(family, worker)


def test_whoever_takes_their_bar_away_is_barred_and_not_named(family: Family, attacker: Worker) -> None:
    barred_without_a_row(family, attacker)
    assert not Exclusion.objects.filter(case=family.case, worker=attacker).exists()
    assert faults() == {Fault.TAKEN_AWAY}
    for part in ("lead", "supervisor"):
        end_duties(worker=family.cast.worker(part), by=family.cast.worker("manager"), clock=family.clock)

    name_supervisors_where_none(clock=family.clock)

    assert is_excluded(attacker, family.case)
    assert attacker not in colleagues_to_choose(family.case)
    assert attacker not in workers_on(family.case)


def test_word_that_a_bar_was_lifted_does_not_lift_it(family: Family, attacker: Worker) -> None:
    barred_without_a_row(family, attacker)

    forging.say_without_a_mark(family.case.pk, Event.EXCLUSION_LIFTED, attacker, family.clock)

    assert attacker not in colleagues_to_choose(family.case)
    assert Fault.TAKEN_AWAY in faults()


def test_bar_that_two_lifted_is_lifted_on_the_record_until_the_next_one(
    family: Family, attacker: Worker
) -> None:
    barred, supervisor = family.cast.worker("outsider"), family.cast.worker("supervisor")
    for _twice in range(2):
        keep_away(case=family.case, worker=barred, by=supervisor, clock=family.clock)
        assert barred not in colleagues_to_choose(family.case)
        asked = ask_second_supervisor(
            case=family.case,
            kind=ForTwo.LIFT_BAR,
            worker=barred,
            asked_of=attacker,
            by=supervisor,
            clock=family.clock,
        )
        assert isinstance(asked, AskedOfTwo)
        agree_as_second_supervisor(asked=asked, by=attacker, clock=family.clock)
        assert barred in colleagues_to_choose(family.case)
        assert faults() == set()


def supervises_one_more(family: Family, worker: Worker) -> Case:
    opened = open_case(
        pathway=Pathway.RESTORATIVE_APPROACHES,
        setting=Setting.FAMILY,
        source=ReferralSource.AGENCY,
        by=family.cast.worker("intake"),
        supervisor=worker,
        lead=family.cast.worker("manager"),
        names=["Zed"],
        clock=family.clock,
    )
    assert isinstance(opened, Case)
    return opened


def test_rows_taken_away_make_nobody_less_busy(family: Family, attacker: Worker) -> None:
    """Who supervises the fewest cases is next: rows that are gone must not say who that is."""
    other = now_in_post("outsider", Post.SUPERVISOR, family.clock)
    mine = [supervises_one_more(family, worker).pk for worker in (other, attacker, attacker)][1:]
    for part in ("lead", "supervisor"):
        leave_service(worker=family.cast.worker(part), by=family.cast.worker("manager"), clock=family.clock)

    Allocation.objects.filter(case__in=mine, worker=attacker).delete()

    name_supervisors_where_none(clock=family.clock)
    assert workers_on(family.case, Duty.SUPERVISOR) == [other]


@pytest.mark.parametrize("spoiled", ["beside", "gone", "ended"])
def test_lead_who_spoils_the_supervisors_row_names_nobody(
    family: Family, attacker: Worker, spoiled: str
) -> None:
    lead, supervisor = family.cast.worker("lead"), family.cast.worker("supervisor")
    theirs = Allocation.objects.filter(case=family.case, worker=supervisor)
    if spoiled == "beside":
        Allocation.objects.create(
            case=family.case, worker=supervisor, duty=Duty.PRACTITIONER, from_day=forging.DAY
        )
    elif spoiled == "gone":
        theirs.delete()
    else:
        theirs.update(until_day=forging.DAY)
        forging.end_without_a_mark(family, "supervisor")
    assert not workers_on(family.case, Duty.SUPERVISOR)

    assert not may_name_supervisors(lead, family.case)
    answer = allocate(
        case=family.case, worker=attacker, duty=Duty.SUPERVISOR, by=lead, clock=family.clock, names=["Anwen"]
    )

    assert isinstance(answer, Refused)
    assert attacker not in workers_on(family.case)


def test_lead_names_a_supervisor_where_the_record_knows_of_none(family: Family, attacker: Worker) -> None:
    lead, supervisor = family.cast.worker("lead"), family.cast.worker("supervisor")
    keep_away(case=family.case, worker=supervisor, by=supervisor, clock=family.clock)

    assert may_name_supervisors(lead, family.case)
