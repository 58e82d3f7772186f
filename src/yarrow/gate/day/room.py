"""Asking one room on the day itself: was this person asked alone today, told apart, orders looked at.

The room's standing says what must be in place on any day. This says what only the day can say
(design.md §4, "Asking"; domain.md E23, E25).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from yarrow.gate.catalogue import CANNOT_BE_READ, ground
from yarrow.gate.facts.base import Home
from yarrow.gate.facts.day import DayForPerson, PlaceToday, StillSo
from yarrow.gate.facts.orders import OrdersCheck
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import DIRECT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import (
    HARMED,
    abuse_applies,
    is_exposed_child,
    is_not_concerned,
    only_supports,
    roles,
    takes_part,
)
from yarrow.gate.rules.team import abuse_in_case
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

NOT_SAID = ground(
    "DAY",
    N_("Nobody inside has said today that it is still so, or something was written here since."),
    N_("Ask them alone today, then record that it is still so."),
    absent=True,
    by=("still_so",),
)
NOT_ALONE = ground(
    "DAY",
    N_("It is not recorded that they were asked alone today and that it is still so."),
    N_("Ask them alone. If it is not so any more, say so here or stop: nobody owes a reason."),
    absent=False,
    by=("still_so",),
)
ORDERS_NOT_TODAY = ground(
    "E25",
    N_("It was not checked today whether any order is in force."),
    N_("Check orders, bail and licence terms today and record it, then record that it is still so."),
    absent=True,
    by=("orders_check", "still_so"),
    weight=SourceStanding.OURS,
)
NOT_TOLD = ground(
    "E23",
    N_("It is not recorded that they were told, apart, how this day goes for them."),
    N_("Go through their times, ways in and out and signals with them alone, and record it."),
    absent=True,
    by=("day_for_person", "still_so"),
)
NOT_STAYING = ground(
    "E23",
    N_("It is not recorded that they agree to stay until the first to leave is well away."),
    N_("Ask them, and record what they agree to. Without it nobody meets in one place."),
    absent=True,
    by=("day_for_person",),
)
PLACE_NOT_SEEN = ground(
    "E23",
    N_("It is not recorded that the place was looked at today and is as planned, with who watches over it."),
    N_("Look at the place, speak to every worker there, and record it in the team room."),
    absent=True,
    by=("place_today",),
)


@dataclass(frozen=True, slots=True)
class RoomDay:
    """One room on one day. ``said`` is what its holder wrote today, and after which nothing was written."""

    facts: FactsView
    question: Question
    said: StillSo | PlaceToday | None

    @property
    def still_so(self) -> StillSo | None:
        """What the holder of a person's room said today."""
        return self.said if isinstance(self.said, StillSo) else None


def asked_today(room: RoomDay) -> Iterator[GateReason]:
    """DAY. Refuses every joint form until the holder of each room has asked alone that day.

    Of somebody whom the joint work of others leaves aside, only that the holder looked: they are not
    asked about what does not touch them. Source: design.md §4, Asking. Our own.
    """
    if room.still_so is None:
        yield NOT_SAID
    elif _is_concerned(room) and room.still_so.asked_alone is not Answer.YES:
        yield NOT_ALONE


def orders_checked_today(room: RoomDay) -> Iterator[GateReason]:
    """E25. Refuses every joint form, where abuse is not excluded, unless orders were checked that day.

    Not asked of a child who lived with it or of a supporter. That an order binds is law; that we look
    on the day is ours. Source: domain.md E25, at booking and again on the day (S141, S143, S144). Our own.
    """
    if not _is_concerned(room) or not abuse_applies(room.facts, room.question.day):
        return
    if is_exposed_child(room.facts) or only_supports(room.facts):
        return
    found = room.facts.latest(OrdersCheck)
    looked = room.still_so is not None and room.still_so.orders_checked is Answer.YES
    if not looked or found is None or found.fact.checked_on != room.question.day:
        yield ORDERS_NOT_TODAY


def told_apart(room: RoomDay) -> Iterator[GateReason]:
    """E23. Refuses direct forms, where abuse is not excluded, until each who comes was told their own day.

    And until somebody who harmed agrees to stay while the others leave.
    Source: domain.md E23, §2.9 (S73, S74). Persuasive.
    """
    if not _comes(room):
        return
    found = room.facts.latest(DayForPerson)
    told = room.still_so is not None and room.still_so.told is Answer.YES
    if not told or found is None or not _was_told(found.fact, room.question):
        yield NOT_TOLD
    if found is not None and not _leaving_is_agreed(found.fact, room.facts):
        yield NOT_STAYING


def place_seen_today(room: RoomDay) -> Iterator[GateReason]:
    """E23. Refuses direct forms, where abuse is not excluded, until the place was looked at that day.

    Source: domain.md E23, §2.9 (S73, S74). Persuasive.
    """
    if room.question.form not in DIRECT or abuse_in_case(room.facts, room.question.day) is Answer.NO:
        return
    if not isinstance(room.said, PlaceToday) or not room.said.is_ready():
        yield PLACE_NOT_SEEN


RoomDayRule = Callable[[RoomDay], Iterator[GateReason]]

PERSON_DAY_RULES: tuple[RoomDayRule, ...] = (asked_today, orders_checked_today, told_apart)
TEAM_DAY_RULES: tuple[RoomDayRule, ...] = (place_seen_today,)


def reasons_in_room(
    recorded: Sequence[Recorded], home: Home, question: Question, *, said: StillSo | PlaceToday | None
) -> tuple[GateReason, ...]:
    """What one room still lacks for this day; whatever cannot be worked out is a no."""
    rules = PERSON_DAY_RULES if home is Home.PERSON else TEAM_DAY_RULES
    try:
        room = RoomDay(FactsView(recorded, home, question.policy), question, said)
        return tuple(reason for rule in rules for reason in rule(room))
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return (CANNOT_BE_READ,)


def _is_concerned(room: RoomDay) -> bool:
    return not is_not_concerned(room.facts, room.question.day)


def _comes(room: RoomDay) -> bool:
    """Whether this person would be in the building, in a case where abuse is not excluded."""
    if room.question.form not in DIRECT or not _is_concerned(room) or not takes_part(room.facts):
        return False
    return abuse_applies(room.facts, room.question.day)


def _was_told(found: DayForPerson, question: Question) -> bool:
    return found.on == question.day and found.told_on is not None and found.told_on <= question.day


def _leaving_is_agreed(found: DayForPerson, facts: FactsView) -> bool:
    """Who only caused harm agrees to stay. Who was harmed leaves first, so nothing is asked of them.

    Whoever was both harmed and harming agrees one way or the other: not known is not agreed.
    """
    parts = roles(facts)
    if Role.CAUSED_HARM not in parts:
        return True
    if parts & HARMED:
        return found.stays_behind is not Answer.UNKNOWN
    return found.stays_behind is Answer.YES
