"""Who sits in the circle, as the rooms say it, for a worker who is inside every one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.cases.queries import case_for, duties_of, workers_on
from yarrow.cases.rules import is_over
from yarrow.cases.terms import Duty, Pathway, Setting
from yarrow.gate.facts import Fact, Home
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse, NoAbuseState
from yarrow.gate.facts.team import AbuseFlag, VenuePlan
from yarrow.gate.facts.who import Identity, Reach, Role
from yarrow.gate.forms import Form
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import OPEN_ROLES, is_under_18, roles
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer, LongText
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

from .danger import asks_for_more
from .marks import tide_mark

F = TypeVar("F", bound=Fact)
PEOPLE_AT_LEAST = 2  # nobody meets alone
_NEVER_SHORT = OPEN_ROLES | {Role.HARMED_BY_CHILD, Role.CHILD_EXPOSED}


def latest(kind: type[F], recorded: Sequence[Recorded]) -> F | None:
    """The last record of a kind, without its place."""
    found = [each.fact for each in recorded if isinstance(each.fact, kind)]
    return found[-1] if found else None


def last_of(kind: type[Fact], recorded: Sequence[Recorded]) -> Recorded | None:
    """The same, with its day and its entry."""
    found = [each for each in recorded if isinstance(each.fact, kind)]
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
        """Whether anything here may speak of abuse, of a shared life or of danger, or "no abuse" is gone."""
        no_abuse = latest(NoAbuse, self.recorded)
        taken_back = no_abuse is not None and no_abuse.state is not NoAbuseState.SAID
        in_question = taken_back or bool(roles(self.view) & _NEVER_SHORT)
        return in_question or any(asks_for_more(each.fact) for each in self.recorded)

    @property
    def has_own_way(self) -> bool:
        """Whether a way to reach them is recorded that no page for all of them wrote: it stays theirs."""
        found = latest(Reach, self.recorded)
        return found is not None and found != shared_way(
            found.other_route, found.when_safe, found.confirmed_on
        )

    @property
    def said_no(self) -> bool:
        """Whether a no to this circle stands: no short page writes over it."""
        decided = [each.fact for each in self.recorded if isinstance(each.fact, Consent)]
        about = [each for each in decided if Form.CIRCLE_WITH_ALL in each.forms or _is_no_to_all(each)]
        return bool(about) and about[-1].value is not ConsentValue.GIVEN

    def waiting(self) -> tuple[UUID, ...]:
        """The record of "no abuse", while no second worker has agreed to it."""
        return waiting_in(NoAbuse, self.recorded)

    def says(self, kind: type[Fact]) -> bool:
        """Whether there is such a record."""
        return latest(kind, self.recorded) is not None


def shared_way(way: LongText, when: LongText, day: date) -> Reach:
    """The way to reach somebody, where one way holds for all of a circle."""
    return Reach(other_route=way, when_safe=when, who_may_answer=when, confirmed_on=day)


def _is_no_to_all(decision: Consent) -> bool:
    return decision.value is not ConsentValue.GIVEN and not decision.forms


def waiting_in(kind: type[Fact], recorded: Sequence[Recorded]) -> tuple[UUID, ...]:
    """The last record of a kind, where a second worker has not agreed to it."""
    found = last_of(kind, recorded)
    return (found.entry,) if found is not None and not found.seconded else ()


@dataclass(frozen=True)
class Circle:
    """The case, its people by room number, and its team."""

    case: Case
    seats: tuple[Seat, ...]
    team: Room
    of_team: tuple[Recorded, ...]
    tide: str = ""
    """Marks everything that lay in these rooms just before they were read."""
    authors: Mapping[UUID, str] = field(default_factory=dict)
    """Who wrote each entry."""

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Every room of it, the team's last."""
        return (*(seat.room for seat in self.seats), self.team)

    @property
    def is_named(self) -> bool:
        """Whether the notes that intake left were read in every room."""
        return all(seat.name for seat in self.seats)

    @property
    def needs_the_longer_way(self) -> bool:
        """Whether anything said asks for every safeguard, room by room."""
        flag = latest(AbuseFlag, self.of_team)
        in_team = any(asks_for_more(each.fact) for each in self.of_team)
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
    """Never in a family: there each is asked first, and no relation stands for that (design.md §5.2).

    Nor in restorative justice, which has steps of its own.
    """
    return case.setting != Setting.FAMILY and case.pathway == Pathway.RESTORATIVE_APPROACHES


def part_of(worker: Worker, case: Case) -> str:
    """Which part a worker has in the short pages of a case: "lead", "second", or none of it.

    By setting and duty alone. Hazard: a way in that went with the rooms would tell of a room that they are
    not in on the day when it is opened.
    """
    duties = duties_of(worker, case)
    if not _may_be_short(case) or not duties & {Duty.LEAD, Duty.PRACTITIONER}:
        return ""
    return "lead" if Duty.LEAD in duties else "second"


def short_pages_of(worker: Worker, case: Case) -> str:
    """The same for the page of the case: nothing is begun where the process has ended."""
    return "" if is_over(case.stage) else part_of(worker, case)


def case_of_circle(worker: Worker, case_id: UUID, part: str) -> Case:
    """The case, for who has this part in its short pages; raises NotThere for anybody else."""
    case = case_for(worker, case_id)
    if part_of(worker, case) != part:
        raise NotThere
    return case


def rooms_of_circle(worker: Worker, case: Case) -> tuple[Room, ...]:
    """Its rooms, unread, the team's last; none of them where a worker is not inside every one."""
    people, team = [*case_rooms(case).filter(kind=RoomKind.PERSON)], team_room(case)
    if team is None or len(people) < PEOPLE_AT_LEAST:
        return ()
    rooms = (*people, team)
    return rooms if all(holds(worker, room) for room in rooms) else ()


def circle_of(*, worker: Worker, keyring: Keyring, clock: Clock, case: Case) -> Circle | None:
    """The same, opened: each room that is read leaves its row (R-36)."""
    rooms = rooms_of_circle(worker, case)
    if not rooms:
        return None
    tide = tide_mark(rooms)  # before anything is read: what comes in between is news
    read = [read_room(room_id=room.pk, by=worker, keyring=keyring, clock=clock)[1] for room in rooms]
    authors = {each.entry.pk: each.entry.author.name for room in read for each in room if each.entry.author}
    count = [facts_that_count(entries) for entries in read]
    seats = (Seat(room, facts, clock.today()) for room, facts in zip(rooms[:-1], count, strict=False))
    return Circle(case, tuple(seats), rooms[-1], count[-1], tide, authors)


def second_of(circle: Circle, lead: Worker) -> Worker | None:
    """The other worker who is inside every room: what needs two is theirs to confirm."""
    others = [each for each in workers_on(circle.case, Duty.PRACTITIONER) if each.pk != lead.pk]
    return next((each for each in others if all(holds(each, room) for room in circle.rooms)), None)
