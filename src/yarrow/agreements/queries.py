"""What pages and acts ask about agreements besides what is in one room."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.cases.queries import latest_stop
from yarrow.gate.agreement import asked_on, counts, signs
from yarrow.gate.ask import Possible
from yarrow.gate.facts.agreement import Signing
from yarrow.kernel.clock import LOCAL, Clock
from yarrow.kernel.errors import NotThere
from yarrow.meetings.gate import gate_answer
from yarrow.meetings.models import Plan, Sitting
from yarrow.meetings.queries import every_room_asked, is_joint, rooms_asked
from yarrow.meetings.terms import PlanState, SittingEnd
from yarrow.policy.queries import policy_on
from yarrow.rooms.models import Room
from yarrow.rooms.queries import ReadEntry, unopened_drops
from yarrow.rooms.queries.recorded import facts_that_count
from yarrow.rooms.terms import RoomKind, Stream

from .rules import Offer, Written

SIGNERS_AT_LEAST = 2
"""Nobody makes a joint agreement alone."""


def shared_room(case: Case) -> Room | None:
    """The room of a case where what everybody may read lies."""
    return case.rooms.filter(kind=RoomKind.SHARED).first()


def written_in(entries: Sequence[ReadEntry]) -> tuple[Written, ...]:
    """Entries that were written inside the room.

    Hazard: any worker of the case may put a note into a room. What came by a note is neither
    a line, nor an offer, nor a signature.
    """
    inside = (read for read in entries if read.entry.stream == Stream.WRITTEN)
    return tuple(
        Written(
            id=read.entry.pk,
            fact=read.fact,
            day=read.entry.day,
            counts=read.counts,
            is_there=not read.is_quarantined,
        )
        for read in inside
    )


def arranged_plans(case: Case) -> tuple[Plan, ...]:
    """The plans that an agreement may come from, newest first."""
    return tuple(case.plans.filter(state=PlanState.ARRANGED).order_by("-number"))


def plan_offered(offer: Offer, case: Case) -> Plan:
    """The plan an offer comes from; raises NotThere where it names none of this case."""
    plan = next((each for each in case.plans.select_related("case") if str(each.pk) == offer.plan), None)
    if plan is None:
        raise NotThere
    return plan


def may_bear_agreement(plan: Plan, clock: Clock) -> bool:
    """Whether an agreement may come of this plan now (domain.md E33).

    It was arranged, nothing was stopped since, and either people met and ended it themselves, or
    the gate says now that nothing stands in the way.
    """
    if plan.state != PlanState.ARRANGED or plan.arranged_at is None:
        return False
    stop = latest_stop(plan.case)
    if stop is not None and stop.at >= plan.arranged_at:
        return False
    sitting = sitting_of(plan)
    if sitting is not None and sitting.ended_at is not None:
        return sitting.how == SittingEnd.ENDED
    return isinstance(gate_answer(plan, clock.today()), Possible)


def sitting_of(plan: Plan) -> Sitting | None:
    """When people met on this plan, if they did."""
    return Sitting.objects.filter(plan=plan).first()


def event_day(plan: Plan, clock: Clock) -> date:
    """The day from which after-care is counted: when people met, or were to meet."""
    sitting = sitting_of(plan)
    met = (sitting.ended_at or sitting.begun_at) if sitting is not None else plan.planned_for
    return met.astimezone(LOCAL).date() if met is not None else clock.today()


def is_unread_somewhere(plan: Plan) -> bool:
    """Whether a note that nobody has read waits in any room that this plan asks."""
    return any(unopened_drops(room).exists() for room in every_room_asked(plan))


def signings_in(entries: Sequence[ReadEntry]) -> tuple[Written, ...]:
    """What this person said when asked about agreements, newest first."""
    found = (each for each in written_in(entries) if each.counts and isinstance(each.fact, Signing))
    return tuple(reversed(tuple(found)))


def signing_of(entries: Sequence[ReadEntry], agreement: UUID) -> Signing | None:
    """The last thing that this person said about one agreement: a later "no" takes a signature back."""
    facts = (each.fact for each in signings_in(entries))
    return next(
        (fact for fact in facts if isinstance(fact, Signing) and fact.agreement == str(agreement)), None
    )


def have_all_signed(plan: Plan, offer: Offer, rooms: Iterable[Sequence[ReadEntry]], day: date) -> bool:
    """Whether everybody concerned has signed these words, each in their own room.

    ``rooms`` holds the entries of every room that the plan asks. Every one is looked at, so that how
    long it takes tells nothing.
    """
    asked = [entries for entries in rooms if signs(facts_that_count(entries), day)]
    signed = [_is_signed(signing_of(entries, offer.id), offer, day) for entries in asked]
    needed = SIGNERS_AT_LEAST if is_joint(plan) else 1
    return len(signed) >= needed and all(signed)


def _is_signed(signing: Signing | None, offer: Offer, day: date) -> bool:
    """By the numbers that held when this person was asked, however long ago."""
    asked = asked_on(signing)
    on = asked.astimezone(LOCAL).date() if asked is not None else day
    return counts(
        signing,
        agreement=str(offer.id),
        words=offer.words,
        offered_at=offer.offered_at,
        policy=policy_on(on),
    )


def is_asked(plan: Plan, room: Room) -> bool:
    """Whether this room is one of those that the plan asks."""
    return room in rooms_asked(plan)
