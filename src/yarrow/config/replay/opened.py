"""A case of the replay, opened through the same actions as any other."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import transaction

from yarrow.cases.actions import name_harm, open_case
from yarrow.cases.models import Case, Harm
from yarrow.cases.terms import Duty, Pathway, ReferralSource, Setting
from yarrow.config.cast import Member
from yarrow.config.strangers import bring_in, nobody_knows_them
from yarrow.gate.facts import Fact
from yarrow.gate.facts.who import AgeBand, HowKnown, Identity, Role, RoleInHarm
from yarrow.gate.recorded import Recorded
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import (
    agree_as_second,
    attest,
    drop_note,
    open_drops,
    open_room,
    seal_entry,
    settle_ring,
)
from yarrow.rooms.models import Entry, Room
from yarrow.rooms.queries import recorded_in, unopened_drops
from yarrow.rooms.rules import needs_second, only_a_specialist_writes
from yarrow.rooms.terms import RoomKind

from .case import HARMED_PARTS, Person, ReplayCase
from .staff import ReplayStaff
from .telling import TEAM

FIRST_DAY = datetime(2001, 1, 2, 9, 0, tzinfo=UTC)
_A_DAY_PASSES_AS = timedelta(seconds=1)
"""Nothing a source tells lapses by the calendar (VOCABULARY.md): years of it pass in one day of ours."""

_SETTINGS_ELSEWHERE = Setting.COMMUNITY
_ROLES = {
    "harmed": Role.HARMED,
    "harmed_by_child": Role.HARMED_BY_CHILD,
    "person_who_harmed": Role.CAUSED_HARM,
    "child": Role.CHILD_EXPOSED,
    "supporter": Role.SUPPORTER,
}


class NotRecorded(Exception):
    """An action refused what the replay wanted to record: the replay is wrong, not the rule."""

    def __init__(self, room: str, fact: object, refusal: Refused) -> None:
        why = "; ".join(f"{reason.field} {reason.text}".strip() for reason in refusal.reasons)
        super().__init__(f"room {room}, {type(fact).__name__}: {why}")


class OpenedCase:
    """The rooms of one case, each with the one worker who is inside it."""

    def __init__(self, told: ReplayCase, staff: ReplayStaff, clock: FixedClock) -> None:
        self.told, self.staff, self.clock = told, staff, clock
        clock.move_to(FIRST_DAY)
        self.case = self._open_case()
        self.rooms: dict[str, Room] = {}
        self.inside: dict[str, Member] = {}
        self._open_rooms()
        harm = name_harm(case=self.case, by=staff.supervisor.worker, clock=clock)
        for person in told.people.values():
            self.record(person.key, *_who_they_are(person, told, harm))

    def _open_case(self) -> Case:
        known = self.told.setting in Setting.values
        case = open_case(
            pathway=Pathway(self.told.pathway),
            setting=Setting(self.told.setting) if known else _SETTINGS_ELSEWHERE,
            source=ReferralSource.NOT_KNOWN,
            by=self.staff.supervisor.worker,
            supervisor=self.staff.supervisor.worker,
            lead=self.staff.lead.worker,
            names=list(self.told.people),
            clock=self.clock,
        )
        if isinstance(case, Refused):
            raise NotRecorded("case", case, case)
        nobody_knows_them(case, clock=self.clock)
        return case

    def _open_rooms(self) -> None:
        self._allocate(self.staff.signing, Duty.SIGNING_SUPERVISOR)
        self._allocate(self.staff.specialist, Duty.SPECIALIST)
        for key, member in zip(self.told.people, self.staff.for_rooms, strict=False):
            self.inside[key] = member
            self._allocate(self.inside[key], Duty.PRACTITIONER)
            self.rooms[key] = self.open_room(RoomKind.PERSON, self.inside[key])
        self.inside[TEAM] = self.staff.lead
        self.rooms[TEAM] = self.open_room(RoomKind.TEAM, self.staff.lead, self.staff.supervisor)
        for member in self.inside.values():
            settle_ring(keyring=member.keyring)

    def _allocate(self, member: Member, duty: Duty) -> None:
        supervisor = self.staff.supervisor.worker
        bring_in(case=self.case, worker=member.worker, duty=duty, by=supervisor, clock=self.clock)

    def wait(self) -> None:
        """Let an hour pass: a signature counts only when it is later than the last stop."""
        self.clock.move_to(self.clock.now() + timedelta(hours=1))

    def open_room(self, kind: RoomKind, *holders: Member) -> Room:
        """Open one more room of this case, with these workers inside."""
        return open_room(
            case=self.case,
            kind=kind,
            holders=[member.worker for member in holders],
            by=self.staff.supervisor.worker,
            clock=self.clock,
        )

    def move_to_day(self, day: int) -> None:
        """Stand on a day of the timeline, and never earlier than before."""
        self.clock.move_to(max(self.clock.now(), FIRST_DAY + day * _A_DAY_PASSES_AS))

    def record(self, room: str, *facts: Fact) -> None:
        """Write facts in a room by who is inside, or, where only they may, drop them as the specialist.

        The team reads at once what was dropped for it, so that its order is that of the telling.
        """
        for fact in facts:
            if only_a_specialist_writes(fact):
                self._drop(self.rooms[room], fact, self.staff.specialist)
                self.open_drops(room)
            else:
                self._write_by_two(room, fact)
            self.open_drops(TEAM)

    def _drop(self, room: Room, fact: Fact, by: Member) -> None:
        drop_note(room=room, fact=fact, by=by.worker, keyring=by.keyring, clock=self.clock)

    def _write_by_two(self, room: str, fact: Fact) -> None:
        entry = self.write(self.rooms[room], fact, self.inside[room])
        if needs_second(fact):
            second = self.staff.supervisor
            agree_as_second(
                room=self.rooms[room],
                entry=entry.pk,
                by=second.worker,
                keyring=second.keyring,
                clock=self.clock,
            )
            self.open_drops(room)

    def write(self, room: Room, fact: Fact, member: Member) -> Entry:
        """Seal one fact into a room; raises NotRecorded."""
        entry = seal_entry(room=room, fact=fact, by=member.worker, keyring=member.keyring, clock=self.clock)
        if isinstance(entry, Refused):
            raise NotRecorded(str(room.number), fact, entry)
        return entry

    def open_drops(self, room: str) -> None:
        """Read what waits for a room."""
        member = self.inside.get(room)
        if member is not None and unopened_drops(self.rooms[room]).exists():
            open_drops(room=self.rooms[room], by=member.worker, keyring=member.keyring, clock=self.clock)

    def attest(self, rooms: Iterable[str] | None = None) -> None:
        """The holders of these rooms, by default of all, open what waits and say again what stands."""
        for room in self.rooms if rooms is None else rooms:
            member = self.inside[room]
            self.open_drops(room)
            attest(room=self.rooms[room], by=member.worker, keyring=member.keyring, clock=self.clock)

    def recorded(self, room: str) -> tuple[Recorded, ...]:
        """What is recorded in a room, as its holder reads it."""
        return recorded_in(self.rooms[room], self.inside[room].keyring)

    @contextmanager
    def branch(self) -> Iterator[None]:
        """Whatever is done inside is thrown away afterwards, and the clock stands where it stood."""
        moment, savepoint = self.clock.now(), transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(savepoint)
            self.clock.move_to(moment)


def _who_they_are(person: Person, told: ReplayCase, harm: Harm) -> tuple[Fact, ...]:
    others = told.of_part("person_who_harmed") if person.part in HARMED_PARTS else told.harmed
    part = RoleInHarm(
        harm=str(harm.number),
        role=_ROLES[person.part],
        how_known=HowKnown.REPORTED,
        other_under_18=told.under_18(others),
    )
    return Identity(known_as=person.key, age_band=AgeBand(person.age)), part
