"""Invented families: a case with its sealed rooms, opened through the real actions.

Used by the demo and the tests, so that neither has a second way of making a case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from yarrow.cases.actions import allocate, name_harm, open_case
from yarrow.cases.models import Case, Harm
from yarrow.cases.terms import Duty, Pathway, ReferralSource, Setting
from yarrow.gate.facts import Fact
from yarrow.gate.facts.who import AgeBand, HowKnown, Identity, Role, RoleInHarm
from yarrow.gate.words import Answer
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import agree_as_second, drop_note, open_drops, open_room, seal_entries
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.rules import needs_second
from yarrow.rooms.terms import RoomKind
from yarrow.staff.queries.service import service_read_once

from .cast import Cast, Member
from .strangers import nobody_knows_them


class InventionRefused(Exception):
    """An invented family broke a rule; the invention is wrong, not the rule."""

    def __init__(self, refusal: Refused) -> None:
        super().__init__("; ".join(f"{reason.field} {reason.text}" for reason in refusal.reasons))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented: their first name, their age, their part, and who works with them."""

    name: str
    role: Role
    worker: str
    age: AgeBand = AgeBand.ADULT
    born: date | None = None


@dataclass(slots=True)
class Family:
    """A case and its rooms by part: ``harmed``, ``other``, ``child``, ``team``, ``shared``."""

    case: Case
    harm: Harm
    cast: Cast
    clock: Clock
    rooms: dict[str, Room] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)

    def holder(self, part: str) -> Member:
        """The worker who writes in a room."""
        return self.cast[self.inside[part]]

    def record(self, part: str, *facts: Fact) -> list[Entry]:
        """Record facts in a room by who holds it; raises InventionRefused."""
        with service_read_once():
            return [entry for group in _until_a_second(facts) for entry in self._recorded(part, group)]

    def _recorded(self, part: str, facts: Sequence[Fact]) -> tuple[Entry, ...]:
        member = self.holder(part)
        entries = seal_entries(
            room=self.rooms[part],
            facts=facts,
            by=member.worker,
            keyring=member.keyring,
            clock=self.clock,
        )
        if isinstance(entries, Refused):
            raise InventionRefused(entries)
        if needs_second(facts[-1]):
            self.second(part, entries[-1])
        return entries

    def second(self, part: str, entry: Entry) -> None:
        """A colleague agrees with an entry, by a note that is read at once."""
        colleague, member = self.cast["supervisor"], self.holder(part)
        agree_as_second(
            room=self.rooms[part],
            entry=entry.pk,
            by=colleague.worker,
            keyring=colleague.keyring,
            clock=self.clock,
        )
        open_drops(room=self.rooms[part], by=member.worker, keyring=member.keyring, clock=self.clock)

    def specialist_says(self, part: str, view: Fact) -> None:
        """The specialist sends their own view into a room they cannot open; it is read at once."""
        specialist, member = self.cast["specialist"], self.holder(part)
        drop_note(
            room=self.rooms[part],
            fact=view,
            by=specialist.worker,
            keyring=specialist.keyring,
            clock=self.clock,
        )
        open_drops(room=self.rooms[part], by=member.worker, keyring=member.keyring, clock=self.clock)


def _until_a_second(facts: Sequence[Fact]) -> Iterator[Sequence[Fact]]:
    """In parts, each ending with what a colleague agrees with before anything else is written."""
    begins = 0
    for after, fact in enumerate(facts, 1):
        if needs_second(fact) or after == len(facts):
            yield facts[begins:after]
            begins = after


COUPLE = {
    "harmed": Person("Anwen", Role.HARMED, "harmed_worker"),
    "other": Person("Bryn", Role.CAUSED_HARM, "other_worker"),
    "child": Person("Cadi", Role.CHILD_EXPOSED, "child_worker", AgeBand.CHILD),
}
"""The two-home family that every test knows."""


def open_family(
    *,
    cast: Cast,
    clock: Clock,
    people: dict[str, Person] | None = None,
    pathway: Pathway = Pathway.RESTORATIVE_APPROACHES,
    setting: Setting = Setting.FAMILY,
    source: ReferralSource = ReferralSource.HARMED_PERSON,
) -> Family:
    """Open a case with a room a person, a team room and a shared room, each with its holders."""
    with service_read_once():
        return _opened(cast, clock, COUPLE if people is None else people, pathway, setting, source)


def _opened(
    cast: Cast,
    clock: Clock,
    people: dict[str, Person],
    pathway: Pathway,
    setting: Setting,
    source: ReferralSource,
) -> Family:
    case = open_case(
        pathway=pathway,
        setting=setting,
        source=source,
        by=cast.worker("intake"),
        supervisor=cast.worker("supervisor"),
        lead=cast.worker("lead"),
        names=[person.name for person in people.values()],
        clock=clock,
    )
    if isinstance(case, Refused):
        raise InventionRefused(case)
    nobody_knows_them(case, clock=clock)
    harm = name_harm(case=case, by=cast.worker("supervisor"), clock=clock)
    family = Family(case=case, harm=harm, cast=cast, clock=clock)
    _allocate_everyone(family, people)
    nobody_knows_them(case, clock=clock)
    _open_rooms(family, people)
    for part, person in people.items():
        family.record(part, *_who_they_are(person, harm))
    return family


_ABOUT_ALL = ("signing_supervisor", "specialist")


def _allocate_everyone(family: Family, people: dict[str, Person]) -> None:
    supervisor = family.cast.worker("supervisor")
    duties = {person.worker: Duty.PRACTITIONER for person in people.values()}
    duties |= {"signing_supervisor": Duty.SIGNING_SUPERVISOR, "specialist": Duty.SPECIALIST}
    for part, duty in duties.items():
        allocate(
            case=family.case,
            worker=family.cast.worker(part),
            duty=duty,
            by=supervisor,
            clock=family.clock,
            names=[person.name for person in people.values() if part in {person.worker, *_ABOUT_ALL}],
        )


def _open_rooms(family: Family, people: dict[str, Person]) -> None:
    for part, person in people.items():
        _open(family, part, RoomKind.PERSON, [person.worker, "lead"])
    _open(family, "team", RoomKind.TEAM, ["harmed_worker", "lead", "supervisor"])
    _open(family, "shared", RoomKind.SHARED, [*(person.worker for person in people.values()), "lead"])


def _open(family: Family, part: str, kind: RoomKind, holders: list[str]) -> None:
    workers = [family.cast.worker(holder) for holder in holders]
    family.rooms[part] = open_room(
        case=family.case,
        kind=kind,
        holders=workers,
        by=family.cast.worker("supervisor"),
        clock=family.clock,
    )
    family.inside[part] = holders[0]


def _who_they_are(person: Person, harm: Harm) -> tuple[Fact, ...]:
    return (
        Identity(known_as=person.name, age_band=person.age, date_of_birth=person.born),
        RoleInHarm(
            harm=str(harm.number),
            role=person.role,
            how_known=HowKnown.DISCLOSED,
            other_under_18=Answer.NO,
        ),
    )
