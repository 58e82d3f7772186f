"""Out alone: nobody is kept from going, nobody's door is told to who may not know it, and the alarm
needs no key."""

from datetime import timedelta

import pytest

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.actions import (
    exclude_worker,
    extend_visit,
    leave_for_visit,
    say_back,
    say_found,
)
from yarrow.cases.lone_working import (
    VisitWords,
    copies_for,
    is_on_call,
    out_now,
    overdue,
    visit_of,
    words_on,
)
from yarrow.cases.models import Allocation, Case, ConflictQuestion, LoneVisit, LoneVisitCopy
from yarrow.cases.terms import Asked, Duty
from yarrow.config.families import Family
from yarrow.config.strangers import bring_in
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.sealing.errors import CannotOpen
from yarrow.staff.actions import leave_service
from yarrow.staff.models import RosterEntry, Worker
from yarrow.staff.queries import the_service
from yarrow.staff.terms import Post

HOUR = timedelta(hours=1)
WORDS = VisitWords(where="14 Orchard Row", whom_to_ring="My phone 01632 960777", what_to_do="Blue door")


def leave(
    family: Family, clock: FixedClock, part: str = "harmed_worker", case: Case | None = None
) -> LoneVisit:
    visit = leave_for_visit(
        back_by=clock.now() + HOUR,
        words=WORDS,
        case=case,
        by=family.cast.worker(part),
        clock=clock,
    )
    assert isinstance(visit, LoneVisit)
    return visit


def told(visit: LoneVisit) -> set[str]:
    return set(visit.copies.values_list("worker__username", flat=True))


@pytest.fixture
def duty(family: Family) -> Worker:
    """A duty worker, who has no post on the case."""
    return family.cast.worker("duty")


# --- refusals ---


def test_leaving_about_a_case_that_is_not_ones_own_finds_nothing(family: Family, clock: FixedClock) -> None:
    with pytest.raises(NotThere):
        leave(family, clock, "outsider", family.case)

    assert not LoneVisit.objects.exists()


@pytest.mark.parametrize("minutes", [-30, 0, 12 * 60 + 1])
def test_leaving_until_no_sensible_hour_is_refused(family: Family, clock: FixedClock, minutes: int) -> None:
    answer = leave_for_visit(
        back_by=clock.now() + timedelta(minutes=minutes),
        words=WORDS,
        case=None,
        by=family.cast.worker("lead"),
        clock=clock,
    )

    assert isinstance(answer, Refused)
    assert answer.reasons[0].field == "back_in"


def test_extending_by_who_is_not_out_finds_nothing(family: Family, clock: FixedClock) -> None:
    with pytest.raises(NotThere):
        extend_visit(back_by=clock.now() + HOUR, by=family.cast.worker("lead"), clock=clock)


def test_extending_into_the_past_is_refused(family: Family, clock: FixedClock) -> None:
    visit = leave(family, clock)

    answer = extend_visit(back_by=clock.now() - HOUR, by=visit.worker, clock=clock)

    assert isinstance(answer, Refused)
    assert LoneVisit.objects.get().back_by == visit.back_by


@pytest.mark.parametrize("part", ["lead", "other_worker", "specialist", "manager", "outsider"])
def test_saying_that_somebody_was_found_is_for_who_is_on_call(
    family: Family, clock: FixedClock, part: str
) -> None:
    visit = leave(family, clock)
    clock.move_to(visit.back_by + HOUR)

    with pytest.raises(NotThere):
        say_found(visit=visit, by=family.cast.worker(part), clock=clock)

    assert overdue(clock.now()).exists()


def test_saying_that_somebody_was_found_before_they_are_late_finds_nothing(
    family: Family, clock: FixedClock
) -> None:
    visit = leave(family, clock)

    with pytest.raises(NotThere):
        say_found(visit=visit, by=family.cast.worker("supervisor"), clock=clock)


# --- who is told where ---


def test_where_is_sealed_to_supervisors_and_duty_workers_only(
    family: Family, clock: FixedClock, duty: Worker
) -> None:
    assert told(leave(family, clock)) == {"supervisor", "signing_supervisor", "duty"}
    assert {part for part in family.cast.parts() if is_on_call(family.cast.worker(part))} == {
        "supervisor",
        "signing_supervisor",
        "duty",
    }


def test_where_is_never_sealed_to_who_is_barred_from_the_case(
    family: Family, clock: FixedClock, duty: Worker
) -> None:
    by = family.cast.worker("supervisor")
    exclude_worker(case=family.case, worker=duty, by=by, clock=clock)

    assert "duty" not in told(leave(family, clock, case=family.case))


@pytest.mark.parametrize("work", [Duty.PRACTITIONER, Duty.SPECIALIST, Duty.LEAD])
@pytest.mark.parametrize("lasts", [True, False])
def test_where_is_never_sealed_to_who_has_ever_worked_on_the_case(
    family: Family, clock: FixedClock, duty: Worker, work: Duty, *, lasts: bool
) -> None:
    by = family.cast.worker("supervisor")
    bring_in(case=family.case, worker=duty, duty=work, by=by, clock=clock)
    if not lasts:
        Allocation.objects.filter(worker=duty).update(until_day=clock.today())

    assert told(leave(family, clock, case=family.case)) == {"supervisor"}


@pytest.mark.parametrize("state", [Asked.ASKED, Asked.UNSURE])
def test_where_is_never_told_to_who_was_asked_and_is_not_clear(
    family: Family, clock: FixedClock, duty: Worker, state: Asked
) -> None:
    visit = leave(family, clock, case=family.case)
    assert copies_for(duty, out_now()).exists()
    asked = {"worker": duty, "asked_by": duty, "asked_on": clock.today(), "state": state}

    ConflictQuestion.objects.create(case=family.case, **asked)

    assert not copies_for(duty, out_now()).exists()
    say_back(by=visit.worker, clock=clock)
    assert "duty" not in told(leave(family, clock, case=family.case))


@pytest.mark.parametrize("kept_away", ["barred", "works with somebody", "once supervised"])
def test_where_is_not_opened_by_who_may_no_longer_know_it(
    family: Family, clock: FixedClock, duty: Worker, kept_away: str
) -> None:
    leave(family, clock, case=family.case)
    assert copies_for(duty, out_now()).exists()

    by = family.cast.worker("supervisor")
    if kept_away == "barred":
        exclude_worker(case=family.case, worker=duty, by=by, clock=clock)
    else:
        Allocation.objects.create(
            case=family.case,
            worker=duty,
            duty=Duty.PRACTITIONER if kept_away == "works with somebody" else Duty.SUPERVISOR,
            from_day=clock.today(),
            until_day=clock.today() if kept_away == "once supervised" else None,
        )

    assert not copies_for(duty, out_now()).exists()
    assert copies_for(family.cast.worker("supervisor"), out_now()).exists()


def test_where_is_never_sealed_to_who_goes_or_to_who_has_left(
    family: Family, clock: FixedClock, duty: Worker
) -> None:
    leave_service(worker=duty, by=family.cast.worker("manager"), clock=clock)

    assert told(leave(family, clock, "supervisor")) == {"signing_supervisor"}


def test_copy_opens_for_its_worker_and_nobody_else(family: Family, clock: FixedClock) -> None:
    leave(family, clock)
    copy = LoneVisitCopy.objects.get(worker=family.cast.worker("supervisor"))

    assert words_on(copy, family.cast.keyring("supervisor")) == WORDS
    with pytest.raises(CannotOpen):
        words_on(copy, family.cast.keyring("signing_supervisor"))


def test_copy_moved_to_another_visit_does_not_open(family: Family, clock: FixedClock) -> None:
    leave(family, clock)
    other = leave(family, clock, "other_worker")
    mine = LoneVisitCopy.objects.exclude(visit=other).get(worker=family.cast.worker("supervisor"))
    LoneVisitCopy.objects.filter(visit=other, worker=mine.worker).update(blob=mine.blob)

    with pytest.raises(CannotOpen):
        words_on(
            LoneVisitCopy.objects.get(visit=other, worker=mine.worker), family.cast.keyring("supervisor")
        )


def test_one_key_that_cannot_be_believed_keeps_nobody_from_going(family: Family, clock: FixedClock) -> None:
    RosterEntry.objects.filter(worker=family.cast.worker("supervisor")).update(revoked_on=clock.today())

    assert told(leave(family, clock)) == {"signing_supervisor", "duty"}


def test_one_goes_also_where_nobody_is_on_call(family: Family, clock: FixedClock) -> None:
    Worker.objects.filter(post__in=[Post.SUPERVISOR, Post.DUTY]).update(post=Post.PRACTITIONER)

    assert told(leave(family, clock)) == set()


# --- late, and back ---


def test_alarm_needs_no_copy_and_no_key(family: Family, clock: FixedClock) -> None:
    visit = leave(family, clock)
    LoneVisitCopy.objects.all().delete()
    assert not overdue(clock.now()).exists()

    clock.move_to(visit.back_by)

    assert [each.worker.name for each in overdue(clock.now())] == ["Hana Harries"]


def test_longest_overdue_is_first(family: Family, clock: FixedClock) -> None:
    leave(family, clock)
    clock.move_to(clock.now() + timedelta(minutes=10))
    leave(family, clock, "other_worker")
    clock.move_to(clock.now() + 2 * HOUR)

    assert [each.worker.username for each in overdue(clock.now())] == ["harmed_worker", "other_worker"]


def test_leaving_pressed_twice_is_one_visit(family: Family, clock: FixedClock) -> None:
    assert leave(family, clock) == leave(family, clock)
    assert LoneVisit.objects.count() == 1


def test_extending_moves_the_hour(family: Family, clock: FixedClock) -> None:
    visit = leave(family, clock)
    clock.move_to(visit.back_by + HOUR)

    extend_visit(back_by=clock.now() + HOUR, by=visit.worker, clock=clock)

    assert not overdue(clock.now()).exists()


def test_back_ends_the_alarm_and_forgets_where_and_for_whom(family: Family, clock: FixedClock) -> None:
    visit = leave(family, clock, case=family.case)
    clock.move_to(visit.back_by + HOUR)

    for _press in range(2):
        say_back(by=visit.worker, clock=clock)

    ended = LoneVisit.objects.get()
    assert ended.back_at == clock.now()
    assert ended.case is None
    assert not overdue(clock.now()).exists()
    assert not LoneVisitCopy.objects.exists()
    assert visit_of(visit.worker) is None


def test_who_was_spoken_with_is_no_longer_late(family: Family, clock: FixedClock) -> None:
    visit = leave(family, clock)
    clock.move_to(visit.back_by + HOUR)

    say_found(visit=visit, by=family.cast.worker("signing_supervisor"), clock=clock)

    assert not overdue(clock.now()).exists()
    assert not LoneVisitCopy.objects.exists()


def test_every_step_is_in_the_chain_of_the_service_and_names_no_case(
    family: Family, clock: FixedClock
) -> None:
    visit = leave(family, clock, case=family.case)
    extend_visit(back_by=clock.now() + 2 * HOUR, by=visit.worker, clock=clock)
    say_back(by=visit.worker, clock=clock)

    rows = AuditEvent.objects.filter(subject=visit.pk).order_by("number")
    assert [row.event for row in rows] == [
        Event.LEFT_FOR_VISIT,
        Event.VISIT_EXTENDED,
        Event.BACK_FROM_VISIT,
    ]
    assert {row.chain for row in rows} == {the_service().pk}
