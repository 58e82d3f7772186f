"""Not kept is a question first; orders are compared when it is offered and whenever it is looked at again."""

from datetime import timedelta
from uuid import UUID

import pytest

from yarrow.agreements.actions import ask_what_happened, offer_agreement
from yarrow.agreements.tests.steps import table
from yarrow.cases.models import Stop
from yarrow.config.families import Family
from yarrow.config.ready import agreement as ready
from yarrow.gate.facts.after import FollowUpMade, Step
from yarrow.gate.facts.agreement import Happened, Kept, NotKeptAsked
from yarrow.gate.facts.orders import Bar, Order, OrderKind, OrderState
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.kernel.errors import NotThere
from yarrow.meetings.actions import done_follow_up
from yarrow.meetings.models import FollowUp, Plan
from yarrow.meetings.terms import FollowUpKind
from yarrow.rooms.models import Drop, Entry

from .conftest import wait

ORDER = Order(
    reference="County court, number 7",
    kind_of_order=OrderKind.NON_MOLESTATION,
    state=OrderState.MADE,
    bars=(Bar.INDIRECT,),
)
YES = Answer.YES


@pytest.fixture
def lines(family: Family, plan: Plan, clock: FixedClock) -> list[UUID]:
    """The lines of an agreement that stands."""
    written = ready.write_lines(family)
    ready.offer(family, plan, written)
    wait(clock)
    for part in ("harmed", "other"):
        ready.ask_apart(family, part)
    ready.settle(family)
    return written


def asked(family: Family, line: UUID, *said: Happened, part: str = "harmed") -> Entry | Refused:
    member = family.holder(part)
    return ask_what_happened(
        room=family.rooms[part],
        line=line,
        said=NotKeptAsked(happened=said, alone=YES),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )


@pytest.mark.parametrize("orders", [(ORDER,), ()])
def test_nothing_is_offered_against_an_order_or_while_nobody_has_looked(
    orders: tuple[Order, ...], family: Family, plan: Plan, clock: FixedClock
) -> None:
    written = ready.write_lines(family)
    family.record("other", *orders)
    clock.move_to(clock.now() + timedelta(days=0 if orders else 90))  # what was looked up has lapsed since
    lead = family.cast["lead"]

    said = offer_agreement(
        room=family.rooms["shared"],
        plan=plan,
        lines=written,
        offer=ready.READ_BACK,
        by=lead.worker,
        keyring=lead.keyring,
        clock=clock,
    )

    assert isinstance(said, Refused)
    assert orders or {reason.code for reason in said.reasons} == {"E25"}
    assert table(family).offer is None


@pytest.mark.parametrize("happened", [Happened.AFRAID, Happened.PRESSED, Happened.CONTACT])
def test_what_is_a_safety_event_stops_joint_work_and_tells_the_team_without_a_word(
    happened: Happened, family: Family, lines: list[UUID]
) -> None:
    before = Drop.objects.filter(room=family.rooms["team"]).count()

    assert isinstance(asked(family, lines[0], happened), Entry)

    assert Drop.objects.filter(room=family.rooms["team"]).count() == before + 1
    assert Stop.objects.filter(case=family.case).exists()
    assert not Drop.objects.filter(room=family.rooms["other"], opened_on__isnull=True).exists()


def test_what_came_between_is_no_event_and_is_written_nowhere_else(family: Family, lines: list[UUID]) -> None:
    before = {part: room.entries.count() for part, room in family.rooms.items()}
    drops = Drop.objects.count()

    assert isinstance(asked(family, lines[0], Happened.COULD_NOT, Happened.FORGOT), Entry)

    after = {part: room.entries.count() for part, room in family.rooms.items()}
    assert after == before | {"harmed": before["harmed"] + 1}
    assert Drop.objects.count() == drops
    assert not Stop.objects.filter(case=family.case).exists()


def test_nobody_is_asked_in_the_shared_room(family: Family, lines: list[UUID]) -> None:
    with pytest.raises(NotThere):
        asked(family, lines[0], Happened.COULD_NOT, part="shared")


def test_every_room_is_owed_a_look_on_the_day_that_a_line_names(family: Family, lines: list[UUID]) -> None:
    rows = FollowUp.objects.filter(kind=FollowUpKind.AGREED_AGAIN)
    days = {
        room: {row.due_on for row in rows.filter(room=family.rooms[room])} for room in ("harmed", "other")
    }

    assert days["harmed"] == days["other"] != set()


def test_a_look_is_not_made_while_orders_are_unknown_and_fear_is_always_written(
    family: Family, lines: list[UUID], clock: FixedClock
) -> None:
    row = FollowUp.objects.get(kind=FollowUpKind.AGREED_AGAIN, room=family.rooms["harmed"])
    clock.move_to(clock.now() + timedelta(days=42))
    member = family.holder("harmed")

    def look(safe_now: Answer) -> Entry | Refused:
        made = FollowUpMade(which=Step.AGREED_AGAIN, reached=YES, safe_now=safe_now)
        return done_follow_up(
            follow_up=row, outcome=made, by=member.worker, keyring=member.keyring, clock=clock
        )

    said = look(YES)
    assert isinstance(said, Refused)
    assert {reason.code for reason in said.reasons} == {"E25"}
    assert isinstance(look(Answer.NO), Entry)


@pytest.mark.parametrize("value", [Kept.PARTLY, Kept.NOT_KEPT])
def test_question_is_offered_where_it_was_said_and_nowhere_else(
    value: Kept, family: Family, lines: list[UUID]
) -> None:
    ready.say_how_it_went(family, "harmed", lines[0], value)

    assert not (table(family).marks or {}).get(str(lines[0]))
