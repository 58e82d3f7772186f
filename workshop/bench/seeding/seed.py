"""Everything that the lanes need, made once before the first round."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import connection, transaction

from workshop.bench.scale import DUE_EACH, HELD_CASES, OPENED_NOTES, WITH_CHILD, Scale
from yarrow.cases.models import Case
from yarrow.config import ready
from yarrow.config.cast import Cast, Member
from yarrow.config.families import COUPLE, Family, Person, open_family
from yarrow.gate.facts import Fact
from yarrow.gate.facts.choice import Statement
from yarrow.gate.facts.who import Role
from yarrow.gate.words import LongText
from yarrow.kernel.clock import FixedClock, SystemClock
from yarrow.rooms.actions import settle_ring
from yarrow.rooms.models import Room

from .bare_rows import make_bare_rows
from .bulk import fill_up
from .plans import Plans, make_plans
from .staff import CROWD, HOLDER, NOTE_WRITER, enrol_everybody, keep_in_date


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who writes notes, and the rooms they write in."""

    member: Member
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """The room that row 4 opens, and the words that must be on its page."""

    case: Case
    room: Room
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seeded:
    """Who and what the lanes work with."""

    cast: Cast
    names: tuple[str, ...]
    """The people of the caseload: each must be on its page."""
    due: str
    """One of them, whose room is to be looked at again soon: she must be on today's page."""
    opened: Opened
    writer: Writer
    crowd: tuple[Writer, ...]
    plans: Plans


def seed(scale: Scale, say: Callable[[str], None]) -> Seeded:
    """Make the service of one run in the throw-away home."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    with connection.cursor() as cursor:
        # Only until this connection is closed below; the next one sets what a service has.
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA journal_mode=MEMORY")
    now = SystemClock().now()
    with transaction.atomic():
        seeded = _by_real_actions(scale, now)
        say("  cases and rooms by the real actions: made")
        fill_up(scale.cases - Case.objects.count(), now.date())
        make_bare_rows(scale.bare_rows, now.date())
        say("  bulk rows: made")
    connection.close()
    return seeded


def _by_real_actions(scale: Scale, now: datetime) -> Seeded:
    cast = enrol_everybody(FixedClock(now - timedelta(days=60)))
    clock = FixedClock(now - timedelta(days=40))
    keep_in_date(cast, FixedClock(now - timedelta(days=20)))
    held = [_held_family(cast, now, number, scale.notes) for number in range(1, HELD_CASES + 1)]
    opened = _opened(held[0], OPENED_NOTES)
    writer = _writer(cast, clock, NOTE_WRITER, cases=12, notes=scale.notes)
    crowd = tuple(_writer(cast, clock, part, cases=2, notes=scale.notes) for part in CROWD)
    plans = make_plans(cast, now, scale.arranged)
    for part in cast.parts():
        settle_ring(keyring=cast.keyring(part))
    names = tuple(name_of(number) for number in range(1, HELD_CASES + 1))
    return Seeded(cast, names, name_of(DUE_EACH), opened, writer, crowd, plans)


def name_of(number: int) -> str:
    """A first name that stands in one room only."""
    return f"Anwen{number:03}"


def a_note(number: int) -> Statement:
    """An ordinary note of a few lines."""
    said = "She rang on Tuesday. The evenings are quiet; the boy sleeps again. Would like to be asked first."
    return Statement(source="Said on the telephone", words=LongText(f"Note number {number:06}. {said}"))


def _notes(count: int) -> list[Fact]:
    return [a_note(number) for number in range(1, count + 1)]


def _held_family(cast: Cast, now: datetime, number: int, notes: int) -> Family:
    clock = FixedClock(now - timedelta(days=40))
    people = {
        "harmed": Person(name_of(number), Role.HARMED, HOLDER),
        "other": COUPLE["other"],
    }
    if number <= WITH_CHILD:
        child = COUPLE["child"]
        people["child"] = Person(f"Cadi{number:03}", child.role, HOLDER, child.age)
    family = open_family(cast=cast, clock=clock, people=people)
    # A safe way to reach somebody holds for thirty days: each third room is to be looked at again soon.
    clock.move_to(now - timedelta(days=25 if number % DUE_EACH == 0 else 3))
    family.record("harmed", ready.reach(clock.today()), ready.risk(clock.today()), *_notes(notes))
    return family


def _opened(family: Family, entries: int) -> Opened:
    room = family.rooms["harmed"]
    there = room.entries.count()
    facts = [a_note(number) for number in range(1000 + there, 1000 + entries)]
    family.record("harmed", *facts)
    if room.entries.count() != entries:
        raise ValueError("the room that is opened must have exactly so many entries")
    words = tuple(str(fact.words)[:18] for fact in (facts[0], facts[-1]))
    return Opened(family.case, room, words)


def _writer(cast: Cast, clock: FixedClock, part: str, *, cases: int, notes: int) -> Writer:
    rooms: list[Room] = []
    for _number in range(cases):
        people = {
            name: Person(person.name, person.role, part)
            for name, person in COUPLE.items()
            if name in {"harmed", "other"}
        }
        family = open_family(cast=cast, clock=clock, people=people)
        for name in people:
            family.record(name, *_notes(notes))
            rooms.append(family.rooms[name])
    return Writer(cast[part], tuple(rooms))
