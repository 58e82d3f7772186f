"""After-care makes itself, tells nobody whose it is, and is seen by who is inside (domain.md E34 to E36)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from yarrow.cases.actions import stop_joint_work
from yarrow.cases.models import Stop
from yarrow.config.families import Family
from yarrow.gate.facts.after import Debrief, FollowUpLeftOut, FollowUpMade, Step
from yarrow.gate.facts.team import TriggerNotice
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.look import one_look
from yarrow.meetings.actions import (
    done_debrief,
    done_follow_up,
    leave_out,
    make_after_care,
    make_room_follow_ups,
    set_plan_aside,
)
from yarrow.meetings.aftercare.due import follow_ups_due, follow_ups_overdue
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.terms import FollowUpKind
from yarrow.rooms.actions import open_drops
from yarrow.rooms.models import Entry
from yarrow.rooms.queries import entries_in, unopened_drops

from .conftest import arranged, risk_looked_at

YES, NO = Answer.YES, Answer.NO
Made = Callable[[str, FollowUpKind], FollowUp]


OF_THEIR_OWN = {FollowUpKind.DEBRIEF, FollowUpKind.AGREED_AGAIN}
"""Of the workers; and of an agreement that stands, on the days that its lines name."""


@pytest.fixture
def made(family: Family, plan: Plan, clock: FixedClock) -> Made:
    """After-care of a meeting held today; ``made("harmed", kind)`` is one row of it."""
    make_after_care(plan=plan, event_on=clock.today(), clock=clock)

    def row(part: str, kind: FollowUpKind) -> FollowUp:
        return FollowUp.objects.get(room=family.rooms[part], kind=kind)

    return row


def call(**answers: Any) -> FollowUpMade:
    words = LongText("Slept well, she says.")
    good = FollowUpMade(which=Step.SAFETY_48H, reached=YES, safe_now=YES, pressure_since=NO, words=words)
    return replace(good, **answers)


def make(family: Family, row: FollowUp, outcome: FollowUpMade, by: str = "harmed_worker") -> Entry | Refused:
    member = family.cast[by]
    return done_follow_up(
        follow_up=row, outcome=outcome, by=member.worker, keyring=member.keyring, clock=family.clock
    )


def is_open(row: FollowUp) -> bool:
    row.refresh_from_db()
    return row.done_on is None


def days_after(clock: FixedClock, days: int) -> date:
    return clock.today() + timedelta(days=days)


# --- what is refused, and what nobody sees ---


def test_a_worker_of_the_other_side_can_neither_make_nor_leave_out_anothers(
    family: Family, made: Made
) -> None:
    row, other = made("harmed", FollowUpKind.SAFETY_48H), family.cast["other_worker"]
    assert is_open(row)

    with pytest.raises(NotThere):
        make(family, row, call(), by="other_worker")
    with pytest.raises(NotThere):
        leave_out(
            follow_up=row,
            left_out=FollowUpLeftOut(which=Step.SAFETY_48H, reasons=LongText("No need.")),
            by=other.worker,
            keyring=other.keyring,
            clock=family.clock,
        )
    assert is_open(row)


def test_nobody_is_shown_what_is_owed_in_a_room_they_are_not_in(
    family: Family, made: Made, clock: FixedClock
) -> None:
    theirs = made("harmed", FollowUpKind.SAFETY_48H)
    own = made("other", FollowUpKind.SAFETY_48H)

    found = {
        due.id for due in follow_ups_due(family.cast.worker("other_worker"), by_day=days_after(clock, 400))
    }

    assert own.pk in found
    assert theirs.pk not in found
    assert {FollowUp.objects.get(pk=pk).room for pk in found} == {family.rooms["other"]}


@pytest.mark.parametrize("part", ["excluded", "ex_worker", "researcher", "signing_supervisor"])
def test_who_holds_no_room_is_owed_nothing(family: Family, made: Made, clock: FixedClock, part: str) -> None:
    assert is_open(made("harmed", FollowUpKind.SAFETY_48H))

    assert follow_ups_due(family.cast.worker(part), by_day=days_after(clock, 400)) == []
    assert follow_ups_overdue(family.cast.worker(part), by_day=days_after(clock, 400)) == []


def test_one_without_a_reason_is_not_left_out(family: Family, made: Made) -> None:
    row, member = made("harmed", FollowUpKind.TWO_WEEKS), family.cast["harmed_worker"]

    said = leave_out(
        follow_up=row,
        left_out=FollowUpLeftOut(which=Step.TWO_WEEKS, reasons=LongText(" ")),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )

    assert isinstance(said, Refused)
    assert is_open(row)


@pytest.mark.parametrize(
    "answers", [{"reached": NO}, {"reached": Answer.UNKNOWN}, {"safe_now": Answer.UNKNOWN}]
)
def test_a_try_in_vain_leaves_it_open_and_is_sealed(
    family: Family, made: Made, answers: dict[str, Answer]
) -> None:
    row, before = made("harmed", FollowUpKind.SAFETY_48H), family.rooms["harmed"].entries.count()

    assert isinstance(make(family, row, call(**answers)), Entry)

    assert is_open(row)
    assert family.rooms["harmed"].entries.count() == before + 1


def test_being_told_by_any_other_way_than_theirs_leaves_it_open(family: Family, made: Made) -> None:
    row = made("harmed", FollowUpKind.TELL_OUTCOME)

    make(family, row, call(told_by_route=NO))

    assert is_open(row)


def test_looking_at_risk_again_is_done_only_by_looking(family: Family, made: Made, clock: FixedClock) -> None:
    family.record("harmed", risk_looked_at(clock.today()))
    before = FollowUp.objects.filter(kind=FollowUpKind.RISK_AGAIN)
    before.update(due_on=days_after(clock, 11))  # the event was ten days later
    row = made("harmed", FollowUpKind.RISK_AGAIN)
    clock.move_to(clock.now() + timedelta(days=10))

    assert isinstance(make(family, row, call()), Refused)
    assert is_open(row)

    family.record("harmed", risk_looked_at(clock.today()))
    make(family, row, call())

    assert not is_open(row)


def test_not_safe_is_recorded_and_stops_also_when_a_colleague_settled_the_row(
    family: Family, made: Made
) -> None:
    row = made("harmed", FollowUpKind.SAFETY_48H)
    make(family, row, call())
    before = family.rooms["harmed"].entries.count()

    make(family, row, replace(call(), safe_now=Answer.NO))

    assert family.rooms["harmed"].entries.count() == before + 1
    assert FollowUp.objects.get(pk=row.pk).done_by == family.cast.worker("harmed_worker")
    assert Stop.objects.filter(case=family.case).exists()


def test_the_debrief_is_for_the_lead_and_the_supervisor(
    family: Family, made: Made, clock: FixedClock
) -> None:
    row = FollowUp.objects.get(kind=FollowUpKind.DEBRIEF)
    assert is_open(made("harmed", FollowUpKind.SAFETY_48H))
    said = Debrief(who="Both of us", words=LongText("Begin later in the day next time."))

    for part in ("harmed_worker", "other_worker"):
        member = family.cast[part]
        with pytest.raises(NotThere):
            done_debrief(follow_up=row, outcome=said, by=member.worker, keyring=member.keyring, clock=clock)
    assert is_open(row)

    member = family.cast["supervisor"]
    done_debrief(follow_up=row, outcome=said, by=member.worker, keyring=member.keyring, clock=clock)

    assert not is_open(row)
    assert any(read.fact == said for read in entries_in(family.rooms["team"], member.keyring))


# --- what is made, by itself ---


def test_every_room_is_owed_the_same_on_the_same_days(family: Family, plan: Plan, made: Made) -> None:
    assert is_open(made("harmed", FollowUpKind.SAFETY_48H))
    rows = {
        part: set(FollowUp.objects.filter(room=family.rooms[part]).values_list("kind", "due_on"))
        for part in ("harmed", "other", "child")
    }

    assert rows["harmed"] == rows["other"] == rows["child"]
    assert len(rows["harmed"]) == len(set(FollowUpKind) - OF_THEIR_OWN)
    assert plan.follow_ups.filter(room=None).get().kind == FollowUpKind.DEBRIEF


def test_it_is_made_once_however_often_it_is_asked_for(plan: Plan, made: Made, clock: FixedClock) -> None:
    assert is_open(made("harmed", FollowUpKind.SAFETY_48H))
    before = FollowUp.objects.count()

    make_after_care(plan=plan, event_on=clock.today(), clock=clock)

    assert FollowUp.objects.count() == before


def test_another_day_of_the_same_plan_is_followed_up_too(plan: Plan, made: Made, clock: FixedClock) -> None:
    assert is_open(made("harmed", FollowUpKind.SAFETY_48H))
    before = FollowUp.objects.count()

    for _ in range(2):
        make_after_care(plan=plan, event_on=days_after(clock, 30), clock=clock)

    assert FollowUp.objects.count() == 2 * before


def test_work_with_one_person_is_followed_up_once(family: Family, clock: FixedClock) -> None:
    for _ in range(2):
        make_room_follow_ups(room=family.rooms["harmed"], from_day=clock.today(), clock=clock)

    assert FollowUp.objects.count() == len(set(FollowUpKind) - OF_THEIR_OWN)
    assert set(FollowUp.objects.values_list("room", flat=True)) == {family.rooms["harmed"].pk}
    with pytest.raises(ValueError, match="team"):
        make_room_follow_ups(room=family.rooms["team"], from_day=clock.today(), clock=clock)


def test_a_stop_leaves_everything_that_is_owed(family: Family, made: Made, clock: FixedClock) -> None:
    row, before = made("harmed", FollowUpKind.SAFETY_48H), FollowUp.objects.count()

    stop_joint_work(case=family.case, by=family.cast.worker("other_worker"), clock=clock)

    assert is_open(row)
    assert FollowUp.objects.count() == before


def test_what_was_arranged_and_is_set_aside_is_told_to_everybody(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    arranged(plan, clock, clock.now() + timedelta(days=9))

    set_plan_aside(plan=plan, by=family.cast.worker("lead"), clock=clock)

    owed = FollowUp.objects.filter(kind=FollowUpKind.TELL_OUTCOME)
    assert set(owed.values_list("room", flat=True)) == {
        family.rooms[p].pk for p in ("harmed", "other", "child")
    }


def test_what_was_only_proposed_is_told_to_nobody(family: Family, plan: Plan, clock: FixedClock) -> None:
    set_plan_aside(plan=plan, by=family.cast.worker("lead"), clock=clock)

    assert not FollowUp.objects.exists()


# --- what comes of it ---


def test_reached_and_asked_settles_it(family: Family, made: Made, clock: FixedClock) -> None:
    row = made("harmed", FollowUpKind.SAFETY_48H)

    make(family, row, call())

    row.refresh_from_db()
    assert (row.done_on, row.done_by) == (clock.today(), family.cast.worker("harmed_worker"))
    kept = entries_in(family.rooms["harmed"], family.cast.keyring("harmed_worker"))[-1].fact
    assert isinstance(kept, FollowUpMade)
    assert kept.which is Step.SAFETY_48H


@pytest.mark.parametrize("answers", [{"safe_now": NO}, {"pressure_since": YES}])
def test_not_safe_or_pressed_stops_joint_work_and_tells_the_team(
    family: Family, made: Made, answers: dict[str, Answer]
) -> None:
    row, team, member = made("harmed", FollowUpKind.SAFETY_48H), family.rooms["team"], family.cast["lead"]
    open_drops(room=team, by=member.worker, keyring=member.keyring, clock=family.clock)
    assert not Stop.objects.exists()

    make(family, row, call(**answers))

    assert Stop.objects.filter(case=family.case).exists()
    assert unopened_drops(team).count() == 1
    open_drops(room=team, by=member.worker, keyring=member.keyring, clock=family.clock)
    assert isinstance(entries_in(team, member.keyring)[-1].fact, TriggerNotice)
    assert not is_open(row)


def test_one_left_out_with_a_reason_looks_like_one_that_was_made(family: Family, made: Made) -> None:
    row, member = made("harmed", FollowUpKind.SIX_MONTHS), family.cast["harmed_worker"]

    leave_out(
        follow_up=row,
        left_out=FollowUpLeftOut(which=Step.SAFETY_48H, reasons=LongText("She asked for none after Easter.")),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )

    assert not is_open(row)
    kept = entries_in(family.rooms["harmed"], member.keyring)[-1].fact
    assert isinstance(kept, FollowUpLeftOut)
    assert kept.which is Step.SIX_MONTHS


# --- the lists of the day ---


def test_the_list_of_the_day_has_the_latest_first_in_four_queries(
    family: Family, made: Made, clock: FixedClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert is_open(made("harmed", FollowUpKind.SAFETY_48H))
    day = days_after(clock, 2)

    # answers, lists and duties that count, then the list itself
    with one_look(is_look=True), django_assert_num_queries(4):
        due = follow_ups_due(family.cast.worker("harmed_worker"), by_day=day)

    assert [(each.kind, each.is_overdue) for each in due] == [
        (FollowUpKind.RISK_AGAIN, True),
        (FollowUpKind.SAFETY_48H, False),
    ]
    assert {each.room_id for each in due} == {family.rooms["harmed"].pk}


def test_the_debrief_is_on_the_list_of_the_lead_and_the_supervisor(
    family: Family, made: Made, clock: FixedClock
) -> None:
    assert is_open(made("harmed", FollowUpKind.SAFETY_48H))

    for part in ("lead", "supervisor"):
        due = follow_ups_due(family.cast.worker(part), by_day=days_after(clock, 2))
        assert [each.room_id for each in due if each.kind is FollowUpKind.DEBRIEF] == [None]


def test_the_supervisor_sees_how_many_are_late_and_not_whose(
    family: Family, made: Made, clock: FixedClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make(family, made("harmed", FollowUpKind.SAFETY_48H), call())
    supervisor = family.cast.worker("supervisor")

    with django_assert_num_queries(3):  # lists and duties that count, then the list itself
        late = follow_ups_overdue(supervisor, by_day=days_after(clock, 3))

    assert [(each.case_id, each.count) for each in late] == [(family.case.pk, 3 + 2 + 1)]
    assert follow_ups_overdue(supervisor, by_day=clock.today()) == []
    assert follow_ups_overdue(family.cast.worker("lead"), by_day=days_after(clock, 3)) == []
