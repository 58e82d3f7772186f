"""Where nobody is left who decides on a case, the next supervisor is named by rule, and asked first."""

import pytest

from tests.employing import now_in_post
from yarrow.audit.models import AuditEvent
from yarrow.cases.actions import (
    end_duties,
    exclude_worker,
    name_next_supervisor,
    name_supervisors_where_none,
)
from yarrow.cases.conflicts import questions_for, shown_question
from yarrow.cases.models import Allocation, Case, Exclusion
from yarrow.cases.queries import duties_of, undecided_cases, workers_on
from yarrow.cases.terms import Duty, Stage
from yarrow.config.cast import Cast
from yarrow.config.families import Family
from yarrow.kernel.clock import FixedClock
from yarrow.rooms.actions import say_they_know, step_back
from yarrow.rooms.queries import holders_of, rooms_held_by, rooms_without_holder
from yarrow.staff.actions import freeze
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post


def knows(family: Family, part: str, clock: FixedClock) -> None:
    member = family.cast[part]
    step_back(case=family.case, by=member.worker, keyring=member.keyring, clock=clock)


def both_are_taken_off(family: Family, clock: FixedClock) -> None:
    """By an act of ours: rows alone that end say nothing, and nobody is named (decision 0019)."""
    for part in ("lead", "supervisor"):
        end_duties(worker=family.cast.worker(part), by=family.cast.worker("manager"), clock=clock)


def supervisors(family: Family) -> set[str]:
    return {each.username for each in workers_on(family.case, Duty.SUPERVISOR)}


@pytest.fixture
def second(family: Family) -> Worker:
    """A second supervisor by post, who has no duty on the case."""
    return now_in_post("outsider", Post.SUPERVISOR, family.clock)


def test_while_somebody_decides_nobody_is_named(family: Family, second: Worker, clock: FixedClock) -> None:
    knows(family, "supervisor", clock)
    assert supervisors(family) == set()
    assert not questions_for(second).exists()
    assert name_supervisors_where_none(clock=clock) == 0


def test_where_both_know_them_the_next_one_is_asked_with_the_names_and_takes_over(
    family: Family, second: Worker, clock: FixedClock
) -> None:
    knows(family, "supervisor", clock)
    team = family.rooms["team"]
    knows(family, "lead", clock)

    assert supervisors(family) == {"outsider"}
    shown = shown_question(questions_for(second).get(), family.cast.keyring("outsider"))
    assert {"Anwen", "Bryn"} <= set(shown.names)
    assert not duties_of(second, family.case), "nothing is theirs before their own answer"
    assert not rooms_held_by(second).exists()
    assert not rooms_without_holder().filter(case=family.case).exists()
    assert team.pk in {room.pk for room in family.case.rooms.all()}


def test_who_knows_them_as_well_passes_it_on_with_the_names_of_the_question(
    family: Family, second: Worker, cast: Cast, clock: FixedClock
) -> None:
    now_in_post("manager", Post.SUPERVISOR, clock)
    knows(family, "supervisor", clock)
    knows(family, "lead", clock)
    first = workers_on(family.case, Duty.SUPERVISOR)[0]
    after = {"outsider": "manager", "manager": "outsider"}[first.username]

    say_they_know(
        question=questions_for(first).get(), by=first, keyring=cast.keyring(first.username), clock=clock
    )

    assert supervisors(family) == {after}
    shown = shown_question(questions_for(cast.worker(after)).get(), cast.keyring(after))
    assert {"Anwen", "Bryn"} <= set(shown.names)
    assert Exclusion.objects.filter(case=family.case).filter(worker=first).exists()


@pytest.mark.parametrize("kept", ["barred", "frozen", "signing", "left", "practitioner"])
def test_who_may_not_is_never_named(family: Family, second: Worker, clock: FixedClock, kept: str) -> None:
    cast = family.cast
    if kept == "barred":
        exclude_worker(case=family.case, worker=second, by=cast.worker("supervisor"), clock=clock)
    elif kept == "frozen":
        freeze(worker=second, by=cast.worker("manager"), clock=clock)
    elif kept == "signing":
        Worker.objects.filter(pk=second.pk).update(post=Post.PRACTITIONER)
    elif kept == "left":
        Worker.objects.filter(pk=second.pk).update(is_active=False)
    else:
        Worker.objects.filter(pk=second.pk).update(post=Post.PRACTITIONER)
    others = Worker.objects.filter(post=Post.SUPERVISOR).exclude(username__in=["outsider", "supervisor"])
    signing = Allocation.objects.filter(case=family.case, duty=Duty.SIGNING_SUPERVISOR, until_day=None)
    if kept == "signing":
        assert signing.exists()
    else:
        others.exclude(pk__in=signing.values("worker")).update(post=Post.PRACTITIONER)
    knows(family, "supervisor", clock)
    knows(family, "lead", clock)

    assert supervisors(family) == set()
    assert list(undecided_cases()) == [family.case]


def test_the_tick_names_one_where_both_have_left_and_asks_without_a_name(
    family: Family, second: Worker, clock: FixedClock
) -> None:
    both_are_taken_off(family, clock)
    assert list(undecided_cases()) == [family.case]

    assert name_supervisors_where_none(clock=clock) == 1
    assert name_supervisors_where_none(clock=clock) == 0

    assert supervisors(family) == {"outsider"}
    shown = shown_question(questions_for(second).get(), family.cast.keyring("outsider"))
    assert shown.names == (f"({family.case.reference})",)
    assert AuditEvent.objects.filter(chain=family.case.pk, subject=second.pk).exists()


def test_a_closed_case_gets_nobody(family: Family, second: Worker, clock: FixedClock) -> None:
    both_are_taken_off(family, clock)
    Case.objects.filter(pk=family.case.pk).update(stage=Stage.CLOSED)
    assert name_supervisors_where_none(clock=clock) == 0
    assert not questions_for(second).exists()


def test_called_twice_it_names_one(family: Family, second: Worker, clock: FixedClock) -> None:
    both_are_taken_off(family, clock)
    named = [name_next_supervisor(case=family.case, names=["Anwen"], clock=clock) for _ in range(2)]
    assert named == [second, None]
    assert not holders_of(family.rooms["harmed"]).filter(pk=second.pk).exists()
