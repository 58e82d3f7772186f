"""A proposal is not accepted while any part is missing, not known, or against what a room says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from yarrow.children.rules import NO_END, NOT_EVERY_ROOM, UNSAFE_LEVEL, RoomSaid, looked_at, outline_of
from yarrow.gate.facts.children import ChildView, ContactChecks, TimeLevel
from yarrow.gate.facts.course import MayBeAgreed, Openness
from yarrow.gate.facts.orders import Bar, Exception_, Order, OrderKind, OrderState
from yarrow.gate.facts.proposals import Channel, ChildSays, EveryWeeks, OrdersSay, TimeProposal
from yarrow.gate.rules.about import CLOSED_BY_THEM
from yarrow.gate.rules.orders import BARRED, NOT_CHECKED
from yarrow.gate.rules.time_with_child import CHECKS_MISSING
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.decision import Allowed, Refused

from .known import CHECKS, CHILD, GOOD, HARMED, HEARD, OTHER, TODAY, beside, but, orders_check, part, said

pytestmark = pytest.mark.once

NOTHING = LongText(" ")


def reasons(proposal: TimeProposal, **rooms: object) -> list[tuple[str, str, str]]:
    answer = looked_at(proposal, beside(**rooms))  # type: ignore[arg-type]  # the rooms that a test changes
    return (
        [(each.code, each.field, each.text) for each in answer.reasons] if isinstance(answer, Refused) else []
    )


def fields(proposal: TimeProposal, **rooms: object) -> set[tuple[str, str]]:
    return {(code, field) for code, field, _text in reasons(proposal, **rooms)}


def order(*bars: Bar, **more: object) -> Order:
    made = Order(
        reference="One",
        kind_of_order=OrderKind.NON_MOLESTATION,
        state=OrderState.MADE,
        bars=bars,
        starts=TODAY,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # each test names a field and a value of it


def test_everything_in_place_is_accepted() -> None:
    assert looked_at(GOOD, beside()) == Allowed()
    assert outline_of(GOOD).complete()


@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        ({"level": TimeLevel.UNKNOWN}, ("E30", "level")),
        ({"why": NOTHING}, ("E31", "why")),
        ({"who_and_where": NOTHING}, ("E31", "who_and_where")),
        ({"handover": NOTHING}, ("E31", "handover")),
        ({"adults_meet": Answer.UNKNOWN}, ("E31", "adults_meet")),
        ({"adults_meet": Answer.YES}, ("E31", "adults_meet")),
        ({"channel": Channel.UNKNOWN}, ("E31", "channel")),
        ({"channel_words": NOTHING}, ("E31", "channel_words")),
        ({"weekdays": (), "besides": NOTHING}, ("E31", "weekdays")),
        ({"every": EveryWeeks.UNKNOWN}, ("E31", "every")),
        ({"from_hour": " "}, ("E31", "from_hour")),
        ({"to_hour": ""}, ("E31", "to_hour")),
        ({"starts": None}, ("E31", "starts")),
        ({"ends": None}, ("E31", "ends")),
        ({"review_on": None}, ("E31", "review_on")),
        ({"not_kept": NOTHING}, ("E31", "not_kept")),
        ({"not_kept_told": NOTHING}, ("E31", "not_kept_told")),
        ({"not_kept_pauses": NOTHING}, ("E31", "not_kept_pauses")),
        ({"orders": OrdersSay.UNKNOWN}, ("E31", "orders")),
        ({"orders": OrdersSay.CONTRADICTS}, ("E25", "orders")),
        ({"no_order": Answer.UNKNOWN}, ("E31", "no_order")),
        ({"no_order": Answer.NO}, ("E31", "no_order")),
        ({"child_says": ChildSays.UNKNOWN}, ("E31", "child_says")),
        ({"child_says": ChildSays.ABSENT}, ("E31", "child_absent")),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "-".join(value),
)
def test_each_part_alone_that_is_missing_or_not_known_refuses_and_names_itself(
    missing: dict[str, object], rule: tuple[str, str]
) -> None:
    assert fields(but(**missing)) == {rule}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": date(2026, 5, 8), "review_on": date(2026, 5, 8), "left_out": "", "besides": ""}, "ends"),
        ({"ends": TODAY + timedelta(days=400)}, "ends"),
        (
            {"starts": date(2026, 1, 3), "ends": TODAY - timedelta(days=1), "left_out": "", "besides": ""},
            "ends",
        ),
        ({"review_on": date(2026, 6, 28)}, "review_on"),
        ({"review_on": TODAY - timedelta(days=1)}, "review_on"),
        ({"left_out": LongText("the day after Easter")}, "left_out"),
        ({"besides": LongText("04/07/2026")}, "besides"),
    ],
)
def test_days_that_make_no_sense_refuse_beside_their_field(changes: dict[str, object], field: str) -> None:
    assert ("E31", field) in fields(but(**changes))


def test_no_end_is_said_in_plain_words() -> None:
    assert reasons(but(ends=None)) == [("E31", "ends", NO_END)]


def test_none_and_letterbox_need_no_handover_and_no_days_but_still_an_end() -> None:
    for level in (TimeLevel.NONE, TimeLevel.LETTERBOX):
        bare = but(
            level=level, handover="", adults_meet=Answer.UNKNOWN, weekdays=(), from_hour="", to_hour=""
        )
        assert fields(bare) == set()
        assert fields(replace(bare, ends=None)) == {("E31", "ends")}


@pytest.mark.parametrize("level", [TimeLevel.SUPPORTED, TimeLevel.UNSUPERVISED])
def test_a_level_that_nobody_supervises_refuses_where_abuse_is_not_excluded(level: TimeLevel) -> None:
    """E30: said by the gate's own rule, asked as if time were spent so; not assessed is not excluded."""
    assert reasons(but(level=level)) == [("E30", "level", UNSAFE_LEVEL)]


@pytest.mark.parametrize("bar", [Bar.DIRECT, Bar.INDIRECT, Bar.THIRD_PARTY, Bar.CHILD, Bar.UNKNOWN])
@pytest.mark.parametrize("room", ["harmed", "other", "child"])
def test_an_order_in_force_in_any_room_refuses_whatever_the_writer_says(bar: Bar, room: str) -> None:
    whole = {"harmed": HARMED, "other": OTHER, "child": CHILD}
    assert ("E25", "orders", BARRED.text) in reasons(GOOD, **{room: (*whole[room], order(bar))})


def test_an_exception_for_a_facilitated_process_opens_no_time_with_a_child() -> None:
    found = reasons(GOOD, other=(*OTHER, order(Bar.DIRECT, exception=Exception_.FACILITATED)))
    assert ("E25", "orders", BARRED.text) in found


def test_an_order_that_begins_while_the_proposal_runs_refuses() -> None:
    later = order(Bar.CHILD, starts=date(2026, 6, 1))
    assert ("E25", "orders", BARRED.text) in reasons(GOOD, harmed=(*HARMED, later))
    over = order(Bar.CHILD, state=OrderState.ENDED)
    assert reasons(GOOD, harmed=(*HARMED, over)) == []


def test_none_in_force_is_not_believed_beside_a_recorded_order() -> None:
    decided = order(Bar.PLACE, kind_of_order=OrderKind.CHILD_ARRANGEMENTS)
    assert reasons(GOOD, other=(*OTHER, decided)) == []
    assert fields(but(orders=OrdersSay.NONE_IN_FORCE), other=(*OTHER, decided)) == {("E31", "orders")}


def test_orders_that_nobody_looked_for_refuse() -> None:
    assert ("E25", "orders", NOT_CHECKED.text) in reasons(GOOD, harmed=(HARMED[0], CHECKS))
    old = orders_check(TODAY - timedelta(days=60))
    assert ("E25", "orders", NOT_CHECKED.text) in reasons(GOOD, other=(OTHER[0], old))


@pytest.mark.parametrize("room", ["harmed", "child"])
def test_checks_that_are_not_complete_refuse(room: str) -> None:
    """E29: each of the seven, in the room of the person harmed and of the child."""
    whole = {"harmed": HARMED, "child": CHILD}
    for name in ("risk_of_each", "free_to_talk", "specialist_asked"):
        unsaid = replace(CHECKS, **{name: Answer.UNKNOWN})  # type: ignore[arg-type]  # each names an answer
        kept = tuple(unsaid if isinstance(each, ContactChecks) else each for each in whole[room])
        assert reasons(GOOD, **{room: kept}) == [("E29", "level", CHECKS_MISSING.text)]


def test_a_topic_that_the_person_harmed_closed_refuses() -> None:
    closed = MayBeAgreed(time_with_child=Openness.CLOSED)
    assert reasons(GOOD, harmed=(*HARMED, closed)) == [("E15", "level", CLOSED_BY_THEM.text)]


def test_heard_is_believed_only_where_the_childs_own_room_says_so() -> None:
    not_apart = replace(HEARD, apart=Answer.UNKNOWN)
    for child in ((part(CHILD[0].role), CHECKS), (CHILD[0], CHECKS, not_apart)):
        assert fields(GOOD, child=child) == {("E31", "child_says")}
    absent = but(child_says=ChildSays.ABSENT, child_absent=LongText("Eight months old."))
    assert reasons(absent, child=(CHILD[0], CHECKS)) == []


def test_a_room_that_cannot_be_read_refuses_and_says_nothing_of_the_others() -> None:
    known = beside(other=(*OTHER, order(Bar.CHILD)))
    unread = replace(known, rooms=(*known.rooms[1:], RoomSaid(None)))
    answer = looked_at(GOOD, unread)
    assert isinstance(answer, Refused)
    assert [each.text for each in answer.reasons] == [NOT_EVERY_ROOM]


def test_an_error_is_a_refusal() -> None:
    twice = said(*CHILD).recorded
    assert twice is not None
    broken = replace(beside(), child=RoomSaid((*twice, *twice)))
    answer = looked_at(GOOD, broken)
    assert isinstance(answer, Refused)
    assert {each.code for each in answer.reasons} == {"UNKNOWN"}


def test_all_reasons_are_given_at_once() -> None:
    empty = fields(TimeProposal())
    assert {
        ("E30", "level"),
        ("E31", "ends"),
        ("E31", "review_on"),
        ("E31", "channel"),
        ("E31", "not_kept"),
        ("E31", "orders"),
        ("E31", "no_order"),
        ("E31", "child_says"),
    } <= empty
    assert not outline_of(TimeProposal()).complete()
    assert isinstance(HEARD, ChildView)
