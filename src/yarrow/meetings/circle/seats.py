"""Who sits in the circle, as the rooms say it, for a worker who is inside every one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.cases.queries import case_for, duties_of, workers_on
from yarrow.cases.rules import is_over
from yarrow.cases.terms import Duty, Pathway, Setting
from yarrow.gate.facts import Fact, Home
from yarrow.gate.facts.choice import Consent
from yarrow.gate.facts.harm import AgencyConcern
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse
from yarrow.gate.facts.team import AbuseFlag, TriggerNotice, VenuePlan
from yarrow.gate.facts.who import Identity, Role
from yarrow.gate.forms import Form
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import is_under_18, roles
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.meetings.models import Plan
from yarrow.meetings.terms import PlanState
from yarrow.rooms.actions import read_room
from yarrow.rooms.models import Room
from yarrow.rooms.queries import case_rooms, facts_that_count, holds, team_room
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

F = TypeVar("F", bound=Fact)
PEOPLE_AT_LEAST = 2  # nobody meets alone


def latest(kind: type[F], recorded: Sequence[Recorded]) -> F | None:
    """The last record of a kind, without its place."""
    found = [each.fact for each in recorded if isinstance(each.fact, kind)]
    return found[-1] if found else None


@dataclass(frozen=True)
class Seat:
    """One person and what their room says."""

    room: Room
    recorded: tuple[Recorded, ...]
    today: date

    @cached_property
    def view(self) -> FactsView:
        """The room as a rule sees it."""
        return FactsView(self.recorded, Home.PERSON)

    @property
    def name(self) -> str:
        """The first name; empty until the notes of intake were read."""
        found = latest(Identity, self.recorded)
        return found.known_as if found else ""

    @property
    def is_young(self) -> bool:
        """Whether the rules ask what makes taking part fair; an age not known asks it too."""
        return is_under_18(self.view, self.today) is not Answer.NO

    @property
    def caused_harm(self) -> bool:
        """Whether their own part is asked about."""
        return Role.CAUSED_HARM in roles(self.view)

    @property
    def speaks_of_more(self) -> bool:
        """Whether anything recorded may speak of abuse or of a shared life: then short pages are over.

        So is a worker's worry: a page that is written after it must not stand for an answer to it.
        """
        return any(_speaks_of_more(each.fact) for each in self.recorded)

    def waiting(self) -> tuple[UUID, ...]:
        """The record of "no abuse", while no second worker has agreed to it."""
        return waiting_in(NoAbuse, self.recorded)

    def says(self, kind: type[Fact]) -> bool:
        """Whether there is such a record."""
        return latest(kind, self.recorded) is not None


def _speaks_of_more(fact: Fact) -> bool:
    told = isinstance(fact, TriggerNotice) and fact.abuse_said is not Answer.NO
    worry = isinstance(fact, AgencyConcern)
    return worry or told or fact.may_speak_of_abuse() or fact.speaks_of_a_shared_life()


def waiting_in(kind: type[Fact], recorded: Sequence[Recorded]) -> tuple[UUID, ...]:
    """The last record of a kind, where a second worker has not agreed to it."""
    found = [each for each in recorded if isinstance(each.fact, kind)]
    return (found[-1].entry,) if found and not found[-1].seconded else ()


@dataclass(frozen=True)
class Circle:
    """The case, its people by room number, and its team."""

    case: Case
    seats: tuple[Seat, ...]
    team: Room
    of_team: tuple[Recorded, ...]

    @property
    def is_named(self) -> bool:
        """Whether the notes that intake left were read in every room."""
        return all(seat.name for seat in self.seats)

    @property
    def needs_the_longer_way(self) -> bool:
        """Whether anything said asks for every safeguard, room by room."""
        flag = latest(AbuseFlag, self.of_team)
        in_team = any(_speaks_of_more(each.fact) for each in self.of_team)
        flagged = flag is not None and flag.value is not Answer.NO
        return flagged or in_team or any(seat.speaks_of_more for seat in self.seats)

    def waiting(self) -> tuple[tuple[Room, UUID], ...]:
        """Everything that still needs the second worker's own act."""
        people = [(seat.room, entry) for seat in self.seats for entry in seat.waiting()]
        return (*people, *((self.team, entry) for entry in waiting_in(AbuseFlag, self.of_team)))

    def all_say(self, kind: type[Fact]) -> bool:
        """Whether every room has such a record."""
        return all(seat.says(kind) for seat in self.seats)

    def next_page(self) -> str:
        """The first page that is not done."""
        if not self.is_named or not (self.all_say(NoAbuse) and self.all_say(AbuseScreen)):
            return "asked"
        if not self.all_say(Consent):
            return "told"
        if latest(VenuePlan, self.of_team) is None or plan_of(self.case) is None:
            return "place"
        return "look"


def plan_of(case: Case) -> Plan | None:
    """The circle that was proposed or arranged last and not set aside."""
    open_plans = case.plans.filter(form=Form.CIRCLE_WITH_ALL.value).exclude(state=PlanState.SET_ASIDE)
    return open_plans.order_by("-number").first()


def _may_be_short(case: Case) -> bool:
    return case.setting != Setting.FAMILY and case.pathway == Pathway.RESTORATIVE_APPROACHES


def rooms_of_circle(worker: Worker, case_id: UUID) -> tuple[Case, list[Room], Room]:
    """The case and its rooms, unread, for who is inside all of them; raises NotThere for anybody else.

    Never in a family: there each is asked first, and no relation stands for that (design.md §5, decision 2).
    Nor in restorative justice, which has steps of its own.
    """
    case = case_for(worker, case_id)
    people = list(case_rooms(case).filter(kind=RoomKind.PERSON))
    team = team_room(case)
    if team is None or not _may_be_short(case) or is_over(case.stage):
        raise NotThere
    if len(people) < PEOPLE_AT_LEAST or not all(holds(worker, room) for room in (*people, team)):
        raise NotThere
    return case, people, team


def short_pages_of(worker: Worker, case: Case) -> str:
    """Which part a worker has in the short pages of a case: "lead", "second", or none of it."""
    if not _may_be_short(case):
        return ""
    duties = duties_of(worker, case)
    if not duties & {Duty.LEAD, Duty.PRACTITIONER}:
        return ""
    try:
        rooms_of_circle(worker, case.pk)
    except NotThere:
        return ""
    return "lead" if Duty.LEAD in duties else "second"


def circle_of(*, worker: Worker, keyring: Keyring, clock: Clock, case_id: UUID) -> Circle:
    """The same, opened: each room that is read leaves its row (R-36)."""
    case, people, team = rooms_of_circle(worker, case_id)

    def read(room: Room) -> tuple[Recorded, ...]:
        return facts_that_count(read_room(room_id=room.pk, by=worker, keyring=keyring, clock=clock)[1])

    seats = tuple(Seat(room, read(room), clock.today()) for room in people)
    return Circle(case, seats, team, read(team))


def second_of(circle: Circle, lead: Worker) -> Worker | None:
    """The other worker who is inside every room: what needs two is theirs to confirm."""
    rooms = [seat.room for seat in circle.seats] + [circle.team]
    others = [each for each in workers_on(circle.case, Duty.PRACTITIONER) if each.pk != lead.pk]
    return next((each for each in others if all(holds(each, room) for room in rooms)), None)
