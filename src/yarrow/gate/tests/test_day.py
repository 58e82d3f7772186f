"""On the day: each missing answer refuses, not known refuses, and an error refuses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from yarrow.gate.catalogue import CANNOT_BE_READ
from yarrow.gate.day import DayFacts, reasons_in_room, reasons_to_begin
from yarrow.gate.day import beginning as begin
from yarrow.gate.day import room as in_room
from yarrow.gate.facts import Fact, Home, Unreadable
from yarrow.gate.facts.children import ChildAssessment, ChildPart
from yarrow.gate.facts.day import DayForPerson, PlaceToday, StillSo
from yarrow.gate.facts.orders import OrdersCheck, OrdersFound
from yarrow.gate.facts.readiness import NotConcerned
from yarrow.gate.facts.risk import NoAbuse, NoAbuseBasis, NoAbuseState, Relation
from yarrow.gate.facts.team import AbuseFlag, FlagBasis
from yarrow.gate.facts.who import HowKnown, Role, RoleInHarm
from yarrow.gate.forms import Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.ids import new_id

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
DAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, 9, 30, tzinfo=UTC)
PAUSE = timedelta(hours=72)
WHY = LongText("As was talked through.")
SAID = StillSo(asked_alone=YES, orders_checked=YES, told=YES)
CHECK = OrdersCheck(
    result=OrdersFound.NONE_IN_FORCE, checked_on=DAY, where="Court", review_on=DAY + timedelta(days=30)
)
TOLD = DayForPerson(
    on=DAY,
    arrives_at="13:40",
    leaves_at="First",
    stays_behind=YES,
    break_signal="A cup",
    stop_signal="A word",
    told_on=DAY,
)
READY = DayFacts(
    form=Form.CONFERENCE,
    abuse=UNKNOWN,
    now=NOW,
    today=DAY,
    arranged_at=NOW - PAUSE,
    planned_on=DAY,
    pause=PAUSE,
    possible=YES,
    rooms=(YES, YES),
    askers=2,
    place=YES,
    stopped_since=NO,
    hour_ahead=NO,
)


def part(role: Role, harm: str = "1") -> RoleInHarm:
    return RoleInHarm(harm=harm, role=role, how_known=HowKnown.DISCLOSED)


def room(
    *facts: Fact,
    said: StillSo | PlaceToday | None = SAID,
    form: Form = Form.CONFERENCE,
    home: Home = Home.PERSON,
    seconded: bool = False,
) -> tuple[GateReason, ...]:
    recorded = [
        Recorded(fact=fact, number=number, day=DAY, entry=new_id(), seconded=seconded)
        for number, fact in enumerate(facts, start=1)
    ]
    return reasons_in_room(recorded, home, Question(form, frozenset({Topic.HARM}), DAY), said=said)


HARMED, CAUSED = part(Role.HARMED), part(Role.CAUSED_HARM)


@pytest.mark.parametrize("role", [HARMED, CAUSED])
def test_a_room_where_everything_was_said_lacks_nothing(role: RoleInHarm) -> None:
    assert room(role, CHECK, TOLD) == ()


@pytest.mark.parametrize(
    ("facts", "said", "reason"),
    [
        ([CHECK, TOLD], replace(SAID, asked_alone=NO), in_room.NOT_ALONE),
        ([CHECK, TOLD], replace(SAID, asked_alone=UNKNOWN), in_room.NOT_ALONE),
        ([CHECK, TOLD], replace(SAID, orders_checked=NO), in_room.ORDERS_NOT_TODAY),
        ([CHECK, TOLD], replace(SAID, told=UNKNOWN), in_room.NOT_TOLD),
        ([TOLD], SAID, in_room.ORDERS_NOT_TODAY),
        ([replace(CHECK, checked_on=DAY - timedelta(days=1)), TOLD], SAID, in_room.ORDERS_NOT_TODAY),
        ([CHECK, replace(TOLD, on=DAY + timedelta(days=1))], SAID, in_room.NOT_TOLD),
        ([CHECK, replace(TOLD, told_on=None)], SAID, in_room.NOT_TOLD),
        ([CHECK, replace(TOLD, stays_behind=NO)], SAID, in_room.NOT_STAYING),
        ([CHECK, replace(TOLD, stays_behind=UNKNOWN)], SAID, in_room.NOT_STAYING),
    ],
)
def test_one_missing_answer_is_one_reason(facts: Sequence[Fact], said: StillSo, reason: GateReason) -> None:
    assert room(CAUSED, *facts, said=said) == (reason,)


def test_a_room_where_nobody_said_anything_lacks_everything() -> None:
    assert set(room(CAUSED, said=None)) == {
        in_room.NOT_SAID,
        in_room.ORDERS_NOT_TODAY,
        in_room.NOT_TOLD,
    }


def test_the_newest_word_counts() -> None:
    assert room(CAUSED, CHECK, TOLD, replace(TOLD, stays_behind=NO)) == (in_room.NOT_STAYING,)
    assert room(CAUSED, CHECK, replace(TOLD, stays_behind=NO), TOLD) == ()


@pytest.mark.parametrize(("stays", "lacks"), [(YES, False), (NO, False), (UNKNOWN, True)])
def test_whoever_was_harmed_and_harmed_agrees_one_way_or_the_other(stays: Answer, lacks: bool) -> None:  # noqa: FBT001  # one column of the table
    told = replace(TOLD, stays_behind=stays)

    reasons = room(HARMED, part(Role.CAUSED_HARM, "2"), CHECK, told)

    assert reasons == ((in_room.NOT_STAYING,) if lacks else ())


def test_person_harmed_is_never_asked_to_stay() -> None:
    assert room(HARMED, CHECK, replace(TOLD, stays_behind=UNKNOWN)) == ()


def test_a_child_who_does_not_come_is_looked_after_and_told_nothing() -> None:
    affected = ChildAssessment(stands=YES, part=ChildPart.AFFECTED, reasons=WHY)

    assert room(part(Role.CHILD_EXPOSED), affected, said=replace(SAID, orders_checked=NO, told=NO)) == ()
    assert room(part(Role.CHILD_EXPOSED), affected, said=replace(SAID, asked_alone=NO)) == (
        in_room.NOT_ALONE,
    )


def test_a_child_who_comes_is_told_their_own_day() -> None:
    comes = ChildAssessment(stands=YES, part=ChildPart.TAKES_PART, reasons=WHY)

    assert room(part(Role.CHILD_EXPOSED), comes) == (in_room.NOT_TOLD,)


def test_whoever_is_left_aside_is_not_asked_but_looked_at_today() -> None:
    aside = NotConcerned(second_worker="Sian", review_on=DAY, reasons=WHY)
    harmed_elsewhere = part(Role.HARMED)

    assert room(harmed_elsewhere, aside, said=StillSo(), seconded=True) == ()
    assert room(harmed_elsewhere, aside, said=None, seconded=True) == (in_room.NOT_SAID,)


def test_carried_words_need_no_place() -> None:
    assert room(CAUSED, CHECK, form=Form.LETTER) == ()
    assert room(home=Home.TEAM, said=None, form=Form.LETTER) == ()


def test_where_two_workers_found_no_abuse_only_asking_is_asked() -> None:
    none = NoAbuse(
        state=NoAbuseState.SAID,
        basis=NoAbuseBasis.RELATION,
        relation=Relation.PUPILS,
        second_worker="Sian",
        review_on=DAY,
    )

    assert room(CAUSED, none, said=StillSo(asked_alone=YES), seconded=True) == ()
    assert room(CAUSED, none, said=StillSo(), seconded=True) == (in_room.NOT_ALONE,)


PLACE = PlaceToday(as_planned=YES, watcher_there=YES, everyone_knows=YES)


@pytest.mark.parametrize(
    "said",
    [
        None,
        SAID,
        replace(PLACE, as_planned=NO),
        replace(PLACE, watcher_there=UNKNOWN),
        replace(PLACE, everyone_knows=NO),
    ],
)
def test_a_place_that_nobody_looked_at_is_not_ready(said: PlaceToday | StillSo | None) -> None:
    assert room(home=Home.TEAM, said=said) == (in_room.PLACE_NOT_SEEN,)
    assert room(home=Home.TEAM, said=PLACE) == ()


def test_a_place_is_asked_for_unless_the_team_says_no_abuse() -> None:
    flag = AbuseFlag(value=NO, basis=FlagBasis.RELATION, second_worker="Sian", review_on=DAY)

    assert room(flag, home=Home.TEAM, said=None, seconded=True) == ()
    assert room(flag, home=Home.TEAM, said=None) == (in_room.PLACE_NOT_SEEN,)


def test_a_room_that_cannot_be_read_is_a_no() -> None:
    assert room(HARMED, Unreadable()) == (CANNOT_BE_READ,)
    assert room(HARMED, home=Home.TEAM) == (CANNOT_BE_READ,)


# --- before anybody begins ---


def test_everything_in_place_begins() -> None:
    assert reasons_to_begin(READY) == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"form": Form.ONE_PERSON_WORK}, begin.NOT_JOINT),
        ({"planned_on": None}, begin.NO_DAY_SET),
        ({"arranged_at": None}, begin.NO_DAY_SET),
        ({"planned_on": DAY + timedelta(days=1)}, begin.ANOTHER_DAY),
        ({"planned_on": DAY - timedelta(days=1)}, begin.ANOTHER_DAY),
        ({"possible": NO}, begin.NOT_IN_PLACE),
        ({"possible": UNKNOWN}, begin.NOT_IN_PLACE),
        ({"rooms": (YES, NO)}, begin.ROOM_NOT_ASKED),
        ({"rooms": (YES, UNKNOWN)}, begin.ROOM_NOT_ASKED),
        ({"rooms": (YES,)}, begin.ROOM_NOT_ASKED),
        ({"rooms": ()}, begin.ROOM_NOT_ASKED),
        ({"place": NO}, begin.PLACE_NOT_READY),
        ({"place": UNKNOWN}, begin.PLACE_NOT_READY),
        ({"stopped_since": YES}, begin.STOPPED_SINCE),
        ({"stopped_since": UNKNOWN}, begin.STOPPED_SINCE),
        ({"hour_ahead": YES}, begin.HOUR_AHEAD),
        ({"hour_ahead": UNKNOWN}, begin.HOUR_AHEAD),
        ({"arranged_at": NOW - PAUSE + timedelta(seconds=1)}, begin.PAUSE_NOT_OVER),
        ({"arranged_at": NOW - PAUSE + timedelta(seconds=1), "abuse": YES}, begin.PAUSE_NOT_OVER),
    ],
)
def test_one_thing_that_is_not_in_place_is_one_reason(changed: dict[str, object], reason: GateReason) -> None:
    assert reasons_to_begin(replace(READY, **changed)) == (reason,)  # type: ignore[arg-type]  # one column of the table


def test_without_abuse_there_is_no_pause() -> None:
    assert reasons_to_begin(replace(READY, arranged_at=NOW, abuse=NO)) == ()


def test_an_error_is_a_no() -> None:
    assert reasons_to_begin(replace(READY, now=None)) == (CANNOT_BE_READ,)  # type: ignore[arg-type]  # what a broken caller might hand over
