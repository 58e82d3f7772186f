"""Whether a meeting may begin: everything that must be in place, asked once more on the day itself.

Beginning needs every room; stopping needs nothing, so no rule here is ever asked before a stop.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yarrow.gate.catalogue import CANNOT_BE_READ, ground
from yarrow.gate.forms import JOINT, Form
from yarrow.gate.reasons import GateReason
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

PEOPLE_AT_LEAST = 2  # nobody meets alone
WORKERS_AT_LEAST = 2  # domain.md E5

NOT_JOINT = ground(
    "DAY",
    N_("Nobody meets, and nothing is carried, in this form of work."),
    N_("Work with one person needs no day of its own."),
    absent=False,
)
NO_DAY_SET = ground(
    "DAY",
    N_("No day has been set for this plan."),
    N_("The lead sets the day and the hour, when nothing else is still needed."),
    absent=True,
)
ANOTHER_DAY = ground(
    "DAY",
    N_("This is not the day that was set."),
    N_("Begin on the day that everybody was told, or set another day."),
    absent=False,
)
NOT_IN_PLACE = ground(
    "DAY",
    N_("What must be in place before people meet is not all in place now."),
    N_("The plan shows what is needed, room by room."),
    absent=False,
)
ROOM_NOT_ASKED = ground(
    "DAY",
    N_("Not everybody's room has said today that it is still so."),
    N_("Each worker asks alone today and records it in that room."),
    absent=True,
)
ONE_ASKED_THEM_ALL = ground(
    "DAY",
    N_("One worker alone has said for every room that it is still so."),
    N_("Where abuse is not excluded, at least two workers ask, each the people they work with."),
    absent=True,
)
PLACE_NOT_READY = ground(
    "E23",
    N_("The team has not said today that the place is ready."),
    N_("Record in the team room that the place was looked at."),
    absent=True,
)
STOPPED_SINCE = ground(
    "STOPPED",
    N_("Joint work was stopped after the day was set, or it is not known whether it was."),
    N_("Look at it again with everybody, have it signed anew and set a new day."),
    absent=False,
)
HOUR_AHEAD = ground(
    "STOPPED",
    N_("Something was stopped, and the hour before which nothing is said still lies ahead."),
    N_("Wait for that hour, which the worker of the person harmed agrees with them."),
    absent=False,
)
PAUSE_NOT_OVER = ground(
    "PAUSE",
    N_("The pause after the day was set is not over."),
    N_("Begin after the pause, or set a later day."),
    absent=False,
)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The day in plain answers, as whoever gathers them hands them over. Not known refuses.

    ``now`` and ``arranged_at`` are moments with their time zone; ``today`` and ``planned_on`` are
    days on the wall calendar. ``pause`` is how long must lie between arranging and beginning where
    abuse is not excluded. ``possible`` is the gate's answer to the plan at this moment; ``askers``
    is how many workers asked.
    """

    form: Form
    abuse: Answer
    now: datetime
    today: date
    arranged_at: datetime | None
    planned_on: date | None
    pause: timedelta
    possible: Answer
    rooms: tuple[Answer, ...]
    askers: int
    place: Answer
    stopped_since: Answer
    hour_ahead: Answer


def people_meet(facts: DayFacts) -> Iterator[GateReason]:
    """DAY. Refuses everything but joint forms, and a plan without a day, or of another day.

    Source: design.md §4, Asking. Our own.
    """
    if facts.form not in JOINT:
        yield NOT_JOINT
    if facts.arranged_at is None or facts.planned_on is None:
        yield NO_DAY_SET
    elif facts.planned_on != facts.today:
        yield ANOTHER_DAY


def still_in_place(facts: DayFacts) -> Iterator[GateReason]:
    """DAY. Refuses unless the whole gate says, at this moment, that nothing stands in the way.

    Source: domain.md E22; design.md §4. Our own.
    """
    if facts.possible is not Answer.YES:
        yield NOT_IN_PLACE


def everybody_asked(facts: DayFacts) -> Iterator[GateReason]:
    """DAY. Refuses until every room asked has said that day that it is still so.

    Source: design.md §4, Asking. Our own.
    """
    if len(facts.rooms) < PEOPLE_AT_LEAST or any(said is not Answer.YES for said in facts.rooms):
        yield ROOM_NOT_ASKED


def asked_by_two(facts: DayFacts) -> Iterator[GateReason]:
    """DAY. Refuses, where abuse is not excluded, what one worker has asked and answered alone.

    Source: domain.md E5; design.md §4, Asking. Our own.
    """
    if facts.abuse is not Answer.NO and facts.askers < WORKERS_AT_LEAST:
        yield ONE_ASKED_THEM_ALL


def place_ready(facts: DayFacts) -> Iterator[GateReason]:
    """E23. Refuses until the team has said that day that the place is ready.

    Source: domain.md E23, §2.9 (S73, S74). Persuasive.
    """
    if facts.place is not Answer.YES:
        yield PLACE_NOT_READY


def not_stopped_since(facts: DayFacts) -> Iterator[GateReason]:
    """STOPPED. Refuses after any stop since the day was set, and while the hour of a stop lies ahead.

    Source: design.md §4, Stops. Our own.
    """
    if facts.stopped_since is not Answer.NO:
        yield STOPPED_SINCE
    if facts.hour_ahead is not Answer.NO:
        yield HOUR_AHEAD


def pause_is_over(facts: DayFacts) -> Iterator[GateReason]:
    """PAUSE. Refuses, where abuse is not excluded, until the pause after arranging is over.

    So a pause is never news, and nobody is taken along by the speed of it.
    Source: design.md §4, Stops, and §5 (10): 72 hours. Our own.
    """
    if facts.abuse is Answer.NO or facts.arranged_at is None:
        return
    if facts.now - facts.arranged_at < facts.pause:
        yield PAUSE_NOT_OVER


DAY_RULES: tuple[Callable[[DayFacts], Iterator[GateReason]], ...] = (
    people_meet,
    still_in_place,
    everybody_asked,
    asked_by_two,
    place_ready,
    not_stopped_since,
    pause_is_over,
)


def reasons_to_begin(facts: DayFacts) -> tuple[GateReason, ...]:
    """Every reason why this meeting may not begin now; whatever goes wrong, it may not."""
    try:
        return tuple(reason for rule in DAY_RULES for reason in rule(facts))
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return (CANNOT_BE_READ,)
