"""A stop never fails, says the same to everybody, and always leaves after-care behind."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from tests.browsers import Browser
from tests.kept import made_once
from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.cases.models import Stop
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.gate.facts.change import Separation, SeparationState
from yarrow.gate.forms import Form
from yarrow.gate.topics import Topic
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import (
    catch_up_after_care,
    end_meeting,
    go_on,
    left_safely,
    stop_case,
    stop_meeting,
    stopping,
    take_break,
)
from yarrow.meetings.models import FollowUp, Plan, Sitting, SittingMoment
from yarrow.meetings.queries import constant_line, is_held, is_paused, sitting_of
from yarrow.meetings.shown.released import released
from yarrow.meetings.terms import MomentKind, SittingEnd
from yarrow.rooms.models import Drop, Standing, Wrap

from .meeting import arranged_family, day_of_meeting, press_begin

ON_THE_CASE = [
    "lead",
    "harmed_worker",
    "other_worker",
    "child_worker",
    "supervisor",
    "signing_supervisor",
    "specialist",
]


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    return day_of_meeting(family, clock)


@pytest.fixture
def sitting(family: Family, plan: Plan, clock: FixedClock) -> Sitting:
    """Begun an hour ago."""

    def begun_an_hour_ago() -> Sitting:
        ready.everything_for_the_day(family, plan)
        begun = ready.begin(family, plan)
        clock.move_to(clock.now() + timedelta(hours=1))
        return begun

    return made_once("test_stopping: begun", begun_an_hour_ago, family, plan, clock=clock)


def stop(family: Family, plan: Plan, part: str = "specialist") -> Sitting | None:
    return stop_meeting(plan=plan, by=family.cast.worker(part), clock=family.clock)


@pytest.mark.parametrize("part", ["outsider", "manager", "researcher", "excluded", "ex_worker"])
def test_stop_by_who_is_not_on_the_case_finds_nothing(
    part: str, family: Family, plan: Plan, sitting: Sitting
) -> None:
    with pytest.raises(NotThere):
        stop(family, plan, part)

    assert not Stop.objects.exists()
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("part", ON_THE_CASE)
def test_stop_by_any_worker_of_the_case_ends_it_and_leaves_after_care(
    part: str, family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    notes = Drop.objects.count()

    stopped = stop(family, plan, part)

    assert stopped is not None
    assert (stopped.how, stopped.ended_at) == (SittingEnd.STOPPED, clock.now())
    assert plan.follow_ups.filter(room__isnull=False).values("room").distinct().count() == 3
    assert is_held(plan)
    assert constant_line(plan, clock.now()) is not None
    assert Drop.objects.count() == notes, "nothing is sent to anybody"


def test_stop_needs_neither_standings_nor_keys(family: Family, plan: Plan, sitting: Sitting) -> None:
    Standing.objects.update(blob=b"broken", signature=b"broken")
    Wrap.objects.all().delete()

    stopped = stop(family, plan)

    assert stopped is not None
    assert plan.follow_ups.exists()


def test_stop_pressed_twice_is_one_stop_and_one_after_care(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    stop(family, plan)
    owed = plan.follow_ups.count()
    clock.move_to(clock.now() + timedelta(minutes=2))

    again = stop(family, plan, "lead")

    assert again is not None
    assert again.ended_at == clock.now() - timedelta(minutes=2)
    assert Stop.objects.count() == 1
    assert plan.follow_ups.count() == owed
    assert AuditEvent.objects.filter(event=Event.MEETING_STOPPED).count() == 1


def test_a_stop_counts_again_once_the_hour_of_the_last_one_has_passed(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    stop(family, plan)
    first = Stop.objects.get()
    clock.move_to(first.say_nothing_before + timedelta(minutes=1))

    stop(family, plan, "lead")

    assert Stop.objects.count() == 2
    assert Stop.objects.latest("at").say_nothing_before > clock.now()


def test_the_tick_is_not_content_with_the_after_care_of_another_day(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    stop(family, plan)
    later = timedelta(days=3)
    plan.follow_ups.update(due_on=F("due_on") - later)

    assert catch_up_after_care(clock=clock) == 1
    assert catch_up_after_care(clock=clock) == 0


def test_a_stop_stands_when_after_care_cannot_be_made_and_the_tick_makes_it(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(stopping, "make_after_care", broken)
        stopped = stop(family, plan)
    assert stopped is not None
    assert is_held(plan)
    assert not plan.follow_ups.exists()

    clock.move_to(clock.now() + timedelta(days=1))
    assert catch_up_after_care(clock=clock) == 1

    ended_on = clock.today() - timedelta(days=1)
    assert plan.follow_ups.earliest("due_on").due_on <= ended_on + timedelta(days=2)
    assert catch_up_after_care(clock=clock) == 0


def test_stop_on_the_day_before_anybody_began_ends_that_day(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    ready.everything_for_the_day(family, plan)

    stopped = stop(family, plan)

    assert stopped is not None
    assert stopped.begun_at is None
    assert plan.follow_ups.exists()
    assert isinstance(press_begin(family, plan), Refused)


def test_stop_before_the_day_stops_joint_work_and_owes_nothing_yet(family: Family, clock: FixedClock) -> None:
    plan = arranged_family(family, clock)
    clock.move_to(clock.now() + timedelta(days=1))

    assert stop(family, plan) is None
    assert stop(family, plan) is None

    assert is_held(plan)
    assert Stop.objects.count() == 1
    assert not FollowUp.objects.exists()


def test_stopping_joint_work_from_the_case_stops_the_meeting_too(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    stop_case(case=family.case, by=family.cast.worker("child_worker"), clock=clock)

    sitting.refresh_from_db()
    assert sitting.how == SittingEnd.STOPPED
    assert Stop.objects.count() == 1
    assert plan.follow_ups.exists()


def test_end_is_for_the_lead_and_leaves_after_care_once(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    with pytest.raises(NotThere):
        end_meeting(sitting=sitting, by=family.cast.worker("harmed_worker"), clock=clock)

    for _press in range(2):
        end_meeting(sitting=sitting, by=family.cast.worker("lead"), clock=clock)

    sitting.refresh_from_db()
    assert sitting.how == SittingEnd.ENDED
    assert not Stop.objects.exists()
    assert AuditEvent.objects.filter(event=Event.MEETING_ENDED).count() == 1
    assert plan.follow_ups.exists()
    assert released([plan], clock.now())[0].line == "Held on 17 March 2026."


def test_an_end_takes_no_stop_back(family: Family, plan: Plan, sitting: Sitting, clock: FixedClock) -> None:
    stop(family, plan)

    end_meeting(sitting=sitting, by=family.cast.worker("lead"), clock=clock)

    sitting.refresh_from_db()
    assert sitting.how == SittingEnd.STOPPED
    assert "Not going ahead for now." in released([plan], clock.now())[0].line


def test_a_break_is_anybody_s_and_going_on_is_the_lead_s(
    family: Family, sitting: Sitting, clock: FixedClock
) -> None:
    for part in ("other_worker", "specialist"):
        take_break(sitting=sitting, by=family.cast.worker(part), clock=clock)
    assert is_paused(sitting)
    assert sitting.moments.count() == 1
    with pytest.raises(NotThere):
        go_on(sitting=sitting, by=family.cast.worker("other_worker"), clock=clock)
    with pytest.raises(NotThere):
        take_break(sitting=sitting, by=family.cast.worker("outsider"), clock=clock)

    for _press in range(2):
        assert go_on(sitting=sitting, by=family.cast.worker("lead"), clock=clock) is None

    assert not is_paused(sitting)
    assert sitting.moments.count() == 2


def test_nobody_goes_on_after_something_was_confided_in_the_break(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    lead = family.cast.worker("lead")
    take_break(sitting=sitting, by=lead, clock=clock)
    family.record("harmed", Separation(state=SeparationState.PLANNED))

    assert isinstance(go_on(sitting=sitting, by=lead, clock=clock), Refused)
    assert constant_line(plan, clock.now()) is None
    assert released([plan], clock.now())[0].line == "It has begun."


def test_leaving_is_kept_once_in_hours_without_a_name(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock
) -> None:
    by = family.cast.worker("other_worker")
    left_safely(sitting=sitting, kind=MomentKind.FIRST_AWAY, by=by, clock=clock)
    assert not SittingMoment.objects.exists(), "nobody leaves while it lasts"
    stop(family, plan)
    over = sitting_of(plan)
    assert over is not None

    for _press in range(2):
        left_safely(sitting=over, kind=MomentKind.FIRST_AWAY, by=by, clock=clock)

    assert over.moments.count() == 1
    assert {field.name for field in SittingMoment._meta.get_fields()} == {"id", "sitting", "kind", "at"}
    with pytest.raises(ValueError, match="break"):
        left_safely(sitting=over, kind=MomentKind.BREAK, by=by, clock=clock)
    with pytest.raises(NotThere):
        left_safely(sitting=over, kind=MomentKind.ALL_AWAY, by=family.cast.worker("outsider"), clock=clock)


def test_stop_works_from_a_page_whose_keys_were_sealed_again_and_from_an_old_tab(
    family: Family, plan: Plan, sitting: Sitting, clock: FixedClock, browser: Browser
) -> None:
    visitor = browser("other_worker")
    visitor.handler.enforce_csrf_checks = True
    clock.move_to(clock.now() + timedelta(minutes=40))
    day = reverse("meetings:day", args=[plan.pk])
    assert visitor.get(day)["Location"] == reverse("staff:unlock")

    pressed = visitor.post(reverse("meetings:stop_now", args=[plan.pk]))

    assert pressed["Location"] == day
    sitting.refresh_from_db()
    assert sitting.how == SittingEnd.STOPPED
    assert "Stopped. Nothing goes on now." in visitor.get(day, follow=True).content.decode()


def test_stop_by_nobody_who_is_signed_in_stops_nothing(
    plan: Plan, sitting: Sitting, browser: Browser
) -> None:
    assert browser("nobody").post(reverse("meetings:stop_now", args=[plan.pk]))["Location"] == "/sign-in/"

    assert not Stop.objects.exists()


def test_a_stop_counts_though_an_older_line_shows_where_something_was_signed_since(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    worker = family.cast.worker("other_worker")
    stop_case(case=family.case, by=family.cast.worker("specialist"), clock=clock)
    clock.move_to(clock.now() + timedelta(days=4))
    newer = ready.propose(
        family, Form.FAMILY_MEETING, [Topic.HARM], joint_on=clock.today() + timedelta(days=20)
    )
    ready.brief_and_sign(family, newer)
    clock.move_to(clock.now() + timedelta(minutes=5))
    before = Stop.objects.count()

    for _ in range(2):
        stop_meeting(plan=plan, by=worker, clock=clock)

    assert Stop.objects.count() == before + 1
