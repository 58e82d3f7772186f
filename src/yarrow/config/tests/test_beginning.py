"""Beginning is refused while any one thing that the day asks for is missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from yarrow.cases.actions import set_hour, stop_joint_work
from yarrow.cases.queries import latest_stop
from yarrow.config import ready
from yarrow.config.families import Family
from yarrow.config.ready import day as on_the_day
from yarrow.gate.day.beginning import (
    ANOTHER_DAY,
    ONE_ASKED_THEM_ALL,
    PAUSE_NOT_OVER,
    PLACE_NOT_READY,
    ROOM_NOT_ASKED,
    STOPPED_SINCE,
)
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Hope
from yarrow.gate.facts.day import DayForPerson, PlaceToday, StillSo
from yarrow.gate.facts.orders import OrdersCheck
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import end_meeting
from yarrow.meetings.models import Plan, Sitting
from yarrow.rooms.actions import attest, correct_entry, drop_note, open_drops, quarantine_unchecked, take_keys

from .meeting import arranged_family, day_of_meeting, press_begin

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
Change = Callable[[Fact], Fact | None]


@pytest.fixture
def plan(family: Family, clock: FixedClock) -> Plan:
    return day_of_meeting(family, clock)


def texts(said: Sitting | Refused) -> set[str]:
    assert isinstance(said, Refused)
    return {reason.text for reason in said.reasons}


def record_the_day(family: Family, changed_in: str, change: Change) -> None:
    """Everything of the day, but in one room something is left out or answered otherwise."""
    day = family.clock.today()
    for part in ("harmed", "other", "child"):
        for fact in on_the_day.of_person(part, day):
            kept = change(fact) if part == changed_in else fact
            if kept is not None:
                family.record(part, kept)
    kept = change(on_the_day.place_today()) if changed_in == "team" else on_the_day.place_today()
    if kept is not None:
        family.record("team", kept)


def without(kind: type[Fact]) -> Change:
    return lambda fact: None if isinstance(fact, kind) else fact


def saying(kind: type[Fact], **answers: object) -> Change:
    return lambda fact: replace(fact, **answers) if isinstance(fact, kind) else fact  # type: ignore[type-var]  # every kind is a dataclass


MISSING: list[tuple[str, Change]] = [
    *((part, without(StillSo)) for part in ("harmed", "other", "child")),
    *(
        (part, saying(StillSo, asked_alone=no))
        for part in ("harmed", "other", "child")
        for no in (NO, UNKNOWN)
    ),
    *((part, saying(StillSo, orders_checked=NO)) for part in ("harmed", "other")),
    *((part, saying(StillSo, told=UNKNOWN)) for part in ("harmed", "other")),
    *((part, without(OrdersCheck)) for part in ("harmed", "other")),
    *((part, without(DayForPerson)) for part in ("harmed", "other")),
    *((part, saying(DayForPerson, told_on=None)) for part in ("harmed", "other")),
    ("other", saying(DayForPerson, stays_behind=NO)),
    ("other", saying(DayForPerson, stays_behind=UNKNOWN)),
]


@pytest.mark.parametrize(("part", "change"), MISSING)
def test_begin_is_refused_while_one_room_lacks_one_thing(
    part: str, change: Change, family: Family, plan: Plan
) -> None:
    record_the_day(family, part, change)

    assert texts(press_begin(family, plan)) == {ROOM_NOT_ASKED.text}
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    "change",
    [without(PlaceToday), saying(PlaceToday, watcher_there=NO), saying(PlaceToday, as_planned=UNKNOWN)],
)
def test_begin_is_refused_while_the_place_was_not_looked_at(
    change: Change, family: Family, plan: Plan
) -> None:
    record_the_day(family, "team", change)

    assert texts(press_begin(family, plan)) == {PLACE_NOT_READY.text}


def test_begin_needs_everything_and_then_begins_once(family: Family, plan: Plan) -> None:
    ready.everything_for_the_day(family, plan)

    first, second = press_begin(family, plan), press_begin(family, plan)

    assert isinstance(first, Sitting)
    assert first == second
    assert Sitting.objects.count() == 1


@pytest.mark.parametrize("part", ["harmed_worker", "other_worker", "supervisor", "specialist", "outsider"])
def test_begin_by_anyone_but_the_lead_finds_nothing(part: str, family: Family, plan: Plan) -> None:
    ready.everything_for_the_day(family, plan)

    with pytest.raises(NotThere):
        press_begin(family, plan, part)


def test_begin_by_a_lead_outside_one_room_says_one_constant_sentence(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    by = family.cast.worker("supervisor")
    take_keys(worker=family.cast.worker("lead"), by=by, clock=clock, room=family.rooms["other"])
    before = press_begin(family, plan)
    ready.everything_for_the_day(family, plan)

    assert press_begin(family, plan) == before


@pytest.mark.parametrize("hours", [-24, 24])
def test_begin_on_another_day_is_refused(hours: int, family: Family, plan: Plan, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(hours=hours))
    ready.everything_for_the_day(family, plan)

    assert ANOTHER_DAY.text in texts(press_begin(family, plan))


def test_what_was_said_yesterday_does_not_count_today(family: Family, plan: Plan, clock: FixedClock) -> None:
    today = clock.now()
    clock.move_to(today - timedelta(days=1))
    ready.everything_for_the_day(family, plan)
    clock.move_to(today)

    assert texts(press_begin(family, plan)) == {ROOM_NOT_ASKED.text, PLACE_NOT_READY.text}


def test_the_day_begins_at_local_midnight(family: Family, clock: FixedClock) -> None:
    clock.move_to(clock.now() + timedelta(days=90))  # summer time: midnight is 23:00 UTC
    plan = day_of_meeting(family, clock)
    midnight = clock.now().replace(hour=23, minute=0) - timedelta(days=1)
    clock.move_to(midnight - timedelta(minutes=5))
    ready.everything_for_the_day(family, plan)
    clock.move_to(midnight + timedelta(minutes=5))
    assert isinstance(press_begin(family, plan), Refused)

    ready.everything_for_the_day(family, plan)

    assert isinstance(press_begin(family, plan), Sitting)


def test_begin_within_the_pause_is_refused_until_its_last_minute(family: Family, clock: FixedClock) -> None:
    plan = arranged_family(family, clock, days=3)
    assert plan.planned_for is not None
    clock.move_to(plan.planned_for - timedelta(minutes=1))
    ready.everything_for_the_day(family, plan)
    assert texts(press_begin(family, plan)) == {PAUSE_NOT_OVER.text}

    clock.move_to(plan.planned_for)

    assert isinstance(press_begin(family, plan), Sitting)


def test_begin_after_a_stop_is_refused_even_when_its_hour_is_over(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    ready.everything_for_the_day(family, plan)
    by = family.cast.worker("specialist")
    stop = stop_joint_work(case=family.case, by=by, clock=clock)
    set_hour(stop=stop, hour=clock.now(), by=by, clock=clock)

    assert STOPPED_SINCE.text in texts(press_begin(family, plan))


def test_begin_while_the_hour_of_an_earlier_stop_lies_ahead_is_refused(
    family: Family, clock: FixedClock
) -> None:
    by = family.cast.worker("supervisor")
    stop = stop_joint_work(case=family.case, by=by, clock=clock)
    clock.move_to(clock.now() + timedelta(minutes=5))
    plan = day_of_meeting(family, clock)
    set_hour(stop=stop, hour=clock.now() + timedelta(hours=2), by=by, clock=clock)
    ready.everything_for_the_day(family, plan)
    assert isinstance(press_begin(family, plan), Refused)

    clock.move_to(clock.now() + timedelta(hours=3))

    assert isinstance(press_begin(family, plan), Sitting)


@pytest.mark.parametrize("part", ["harmed", "other", "child", "team"])
def test_begin_while_a_note_lies_unopened_is_refused(
    part: str, family: Family, plan: Plan, clock: FixedClock
) -> None:
    ready.everything_for_the_day(family, plan)
    member = family.cast["specialist"]
    fact = PlaceToday() if part == "team" else Hope(words=LongText("A word in the corridor."))
    drop_note(room=family.rooms[part], fact=fact, by=member.worker, keyring=member.keyring, clock=clock)

    assert isinstance(press_begin(family, plan), Refused)
    assert latest_stop(family.case) is None


@pytest.mark.parametrize("part", ["harmed", "other", "child"])
def test_what_is_written_after_still_so_asks_for_it_again(part: str, family: Family, plan: Plan) -> None:
    ready.everything_for_the_day(family, plan)
    family.record(part, Hope(words=LongText("Said at the door.")))
    assert texts(press_begin(family, plan)) == {ROOM_NOT_ASKED.text}

    family.record(part, StillSo(asked_alone=YES, orders_checked=YES, told=YES))

    assert isinstance(press_begin(family, plan), Sitting)


def test_still_so_in_a_note_from_outside_the_room_does_not_count(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    record_the_day(family, "harmed", without(StillSo))
    room, sender, holder = family.rooms["harmed"], family.cast["other_worker"], family.holder("harmed")
    still_so = StillSo(asked_alone=YES, orders_checked=YES, told=YES)
    drop_note(room=room, fact=still_so, by=sender.worker, keyring=sender.keyring, clock=clock)
    open_drops(room=room, by=holder.worker, keyring=holder.keyring, clock=clock)

    assert texts(press_begin(family, plan)) == {ROOM_NOT_ASKED.text}


def test_a_corrected_still_so_does_not_count(family: Family, plan: Plan, clock: FixedClock) -> None:
    record_the_day(family, "other", saying(StillSo, asked_alone=NO))
    entry, member = family.rooms["other"].entries.latest("number"), family.holder("other")
    correct_entry(
        room=family.rooms["other"],
        entry=entry.pk,
        fact=StillSo(asked_alone=YES, orders_checked=YES, told=YES),
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )

    assert texts(press_begin(family, plan)) == {ROOM_NOT_ASKED.text}


def test_a_no_that_was_taken_out_gives_the_yes_before_it_no_weight(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    ready.everything_for_the_day(family, plan)
    (entry,) = family.record("harmed", StillSo(asked_alone=NO))
    member, room = family.holder("harmed"), family.rooms["harmed"]
    quarantine_unchecked(room=room, entry=entry.pk, by=member.worker, clock=clock)
    attest(room=room, by=member.worker, keyring=member.keyring, clock=clock)

    assert texts(press_begin(family, plan)) == {ROOM_NOT_ASKED.text}


def test_still_so_by_somebody_who_is_no_longer_inside_does_not_count(
    family: Family, plan: Plan, clock: FixedClock
) -> None:
    ready.everything_for_the_day(family, plan)
    room, lead = family.rooms["harmed"], family.cast["lead"]
    by = family.cast.worker("supervisor")
    take_keys(worker=family.cast.worker("harmed_worker"), by=by, clock=clock, room=room)
    attest(room=room, by=lead.worker, keyring=lead.keyring, clock=clock)

    assert texts(press_begin(family, plan)) == {ROOM_NOT_ASKED.text}


def test_a_day_that_is_over_does_not_begin_again(family: Family, plan: Plan, clock: FixedClock) -> None:
    ready.everything_for_the_day(family, plan)
    sitting = ready.begin(family, plan)
    end_meeting(sitting=sitting, by=family.cast.worker("lead"), clock=clock)

    assert isinstance(press_begin(family, plan), Refused)


def test_one_worker_alone_does_not_ask_for_everybody(family: Family, plan: Plan) -> None:
    for part in ("harmed", "other", "child"):
        family.inside[part] = "lead"
    ready.everything_for_the_day(family, plan)

    said = press_begin(family, plan)

    assert isinstance(said, Refused)
    assert [reason.text for reason in said.reasons] == [ONE_ASKED_THEM_ALL.text]
