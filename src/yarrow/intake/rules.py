"""Who may hold which rooms, and what may go where. Pure."""

from collections.abc import Iterator
from uuid import UUID

from yarrow.cases.terms import ReferralSource, Setting
from yarrow.gate.facts.who import Role
from yarrow.gate.words import Answer
from yarrow.kernel.decision import Reason
from yarrow.kernel.words import N_
from yarrow.rooms.facts import ReferralPart

from .plan import CasePlan, Sorting

HARMED = frozenset({Role.HARMED, Role.HARMED_BY_CHILD})
_OTHER = frozenset({Role.CAUSED_HARM})
_CHILD = frozenset({Role.CHILD_EXPOSED})
_KNOWN = HARMED | _OTHER | _CHILD

_READ_BY_THE_OTHER = frozenset({ReferralPart.ABOUT_OTHER, ReferralPart.HOPED_FOR, ReferralPart.DAY})
"""What an agency wrote that may be read in the room of the person who harmed; the rest never."""


def problems_with(plan: CasePlan) -> tuple[Reason, ...]:
    """Everything that keeps this plan from being opened; empty when nothing does.

    Sources: domain.md E1, E6; design.md §4 "Team room", §5 decisions 1 and 2.
    """
    return (
        *_source_problems(plan),
        *_abuse_problems(plan),
        *_duty_problems(plan),
        *_second_problems(plan),
        *_holder_problems(plan),
        *_team_problems(plan),
    )


def problems_with_sorting(plan: CasePlan, sorting: Sorting) -> tuple[Reason, ...]:
    """Statements that may not go where they were sent (design.md §4, "Whose rooms").

    Where abuse is not ruled out, nothing that the person harmed wrote goes into the room of the
    person who harmed, and nothing about her, the children, or the sender. Whoever asks for
    themselves tells their own story, so their words may lie in their own room.
    """
    if plan.abuse is Answer.NO or plan.source is ReferralSource.PERSON_WHO_HARMED:
        return ()
    allowed = frozenset() if plan.source is ReferralSource.HARMED_PERSON else _READ_BY_THE_OTHER
    return tuple(
        Reason("ROOM", N_("This may not go into the room of the person who harmed."), part.value)
        for part, place in sorting.items()
        if plan.people[place].role in _OTHER and part not in allowed
    )


def _source_problems(plan: CasePlan) -> Iterator[Reason]:
    if plan.source is not ReferralSource.PERSON_WHO_HARMED or plan.abuse is Answer.NO:
        return
    if len(plan.people) > 1 or plan.people[0].role in HARMED | _CHILD:
        # domain.md E1: the person harmed is not approached because the other one asks.
        text = N_("Not accepted from this source. Open work with them alone, or answer without a case.")
        yield Reason("E1", text, "source")


def _abuse_problems(plan: CasePlan) -> Iterator[Reason]:
    if plan.abuse is Answer.NO and plan.setting is Setting.FAMILY:
        text = N_("In a family, abuse is not ruled out before each was asked alone. Choose “Not known”.")
        yield Reason("E4", text, "abuse")


def _duty_problems(plan: CasePlan) -> Iterator[Reason]:
    if plan.lead == plan.supervisor:
        yield Reason("E6", N_("The lead cannot supervise their own case."), "supervisor")
    fields = {"lead": plan.lead, "supervisor": plan.supervisor}
    fields |= {"second": plan.second} if plan.second is not None else {}
    fields |= {worker_field(place): person.worker for place, person in enumerate(plan.people)}
    for field, worker in fields.items():
        if worker in plan.kept_away:
            yield Reason("ALLOCATE", N_("This worker is to be kept away from the case."), field)


def _second_problems(plan: CasePlan) -> Iterator[Reason]:
    """Somebody inside every room there is: where abuse is not ruled out, nobody is."""
    if plan.second is None:
        return
    if plan.abuse is not Answer.NO:
        yield Reason("ROOMS", N_("Where abuse is not ruled out, nobody is inside every room."), "second")
    if plan.second in {plan.lead, plan.supervisor}:
        yield Reason("ALLOCATE", N_("The second worker is somebody else."), "second")


def _holder_problems(plan: CasePlan) -> Iterator[Reason]:
    if plan.abuse is Answer.NO:
        return
    for place, person in enumerate(plan.people):
        others = [
            each.role for at, each in enumerate(plan.people) if at != place and each.worker == person.worker
        ]
        if text := _clash(person.role, others):
            yield Reason("ROOMS", text, worker_field(place))


def _clash(role: Role, others: list[Role]) -> str:
    """Why one worker may not hold a room with this role beside rooms with those; "" when they may."""
    if others and (role not in _KNOWN or not _KNOWN.issuperset(others)):
        return N_("Where it is not yet known who harmed whom, each person has a worker of their own.")
    if role in _CHILD and _OTHER.intersection(others):
        return N_("The child's worker is their own, or the worker of the person harmed.")
    if role in HARMED and _OTHER.intersection(others):
        return N_("One worker does not hold the rooms of the person harmed and of the other person.")
    return ""


def _team_problems(plan: CasePlan) -> Iterator[Reason]:
    for field, worker in (("lead", plan.lead), ("supervisor", plan.supervisor)):
        if not _may_be_in_team_room(worker, plan):
            text = N_("Choose somebody else: they hold only the room of somebody who harmed, or may have.")
            yield Reason("TEAM", text, field)


def _may_be_in_team_room(worker: UUID, plan: CasePlan) -> bool:
    roles = {person.role for person in plan.people if person.worker == worker}
    if not roles or roles & HARMED:
        return True
    return not roles & _OTHER if plan.abuse is Answer.NO else roles <= _CHILD


def team_of(plan: CasePlan) -> tuple[UUID, ...]:
    """Who holds the team room: lead, supervisor, and the worker of each person harmed."""
    harmed = (person.worker for person in plan.people if person.role in HARMED)
    return tuple(dict.fromkeys((plan.lead, plan.supervisor, *_second_of(plan), *harmed)))


def everybody_in(plan: CasePlan) -> tuple[UUID, ...]:
    """Who holds the shared room: lead, supervisor, and every worker with a person's room."""
    people = (person.worker for person in plan.people)
    return tuple(dict.fromkeys((plan.lead, plan.supervisor, *_second_of(plan), *people)))


def _second_of(plan: CasePlan) -> tuple[UUID, ...]:
    return () if plan.second is None else (plan.second,)


def worker_field(place: int) -> str:
    """The form field that says who holds the room of the person at this place."""
    return f"worker_{place}"
