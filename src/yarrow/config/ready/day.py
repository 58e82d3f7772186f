"""The day of an invented plan: each person told apart, everything asked once more, and begun."""

from datetime import date

from yarrow.config.families import Family, InventionRefused
from yarrow.gate.facts import Fact
from yarrow.gate.facts.day import DayForPerson, PlaceToday, StillSo
from yarrow.gate.facts.orders import OrdersCheck, OrdersFound
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import begin_meeting
from yarrow.meetings.models import Plan, Sitting

from .plans import read_waiting_notes
from .records import REVIEW_AFTER

YES = Answer.YES
_NOBODY = frozenset({"team", "shared"})
_AFFECTED = frozenset({"child"})


def everything_for_the_day(family: Family, plan: Plan) -> None:
    """All that is asked on the day of a plan, which must be today on the family's clock."""
    read_waiting_notes(family)
    asked = set(plan.case.rooms.values_list("pk", flat=True))
    for part, room in family.rooms.items():
        if part not in _NOBODY and room.pk in asked:
            family.record(part, *of_person(part, family.clock.today()))
    family.record("team", place_today())


def of_person(part: str, day: date) -> tuple[Fact, ...]:
    """What the worker of one person records on the day: orders, their own times, and "still so"."""
    still_so = StillSo(asked_alone=YES, orders_checked=YES, told=YES)
    if part in _AFFECTED:
        return (still_so,)
    return (orders_today(day), times_of(part, day), still_so)


def orders_today(day: date) -> OrdersCheck:
    """Orders looked for again on the day."""
    return OrdersCheck(
        result=OrdersFound.NONE_IN_FORCE,
        checked_on=day,
        where="Rang the court and the police this morning",
        review_on=day + REVIEW_AFTER,
    )


def times_of(part: str, day: date) -> DayForPerson:
    """The person harmed comes after and leaves before; the other waits behind."""
    is_first = part == "harmed"
    return DayForPerson(
        on=day,
        arrives_at="13:40" if is_first else "13:10",
        way_in="The garden door" if is_first else "The front door",
        waits="The small room by the garden" if is_first else "The reading room",
        leaves_at="First, by the garden door" if is_first else "Twenty minutes later, by the front door",
        stays_behind=Answer.NO if is_first else YES,
        break_signal="Puts the cup on the table",
        stop_signal="Says the word agreed, or stands up",
        with_them="A cousin" if is_first else "A friend",
        sees_home="Their own worker, to the bus",
        told_on=day,
        words=LongText("Anybody may stop it, at any moment, without a reason."),
    )


def place_today() -> PlaceToday:
    """The team looked at the place this morning."""
    return PlaceToday(as_planned=YES, watcher_there=YES, everyone_knows=YES)


def begin(family: Family, plan: Plan) -> Sitting:
    """The lead begins; raises InventionRefused where something is not in place."""
    lead = family.cast["lead"]
    sitting = begin_meeting(plan=plan, by=lead.worker, keyring=lead.keyring, clock=family.clock)
    if isinstance(sitting, Refused):
        raise InventionRefused(sitting)
    return sitting
