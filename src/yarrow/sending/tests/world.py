"""A small world for T08: one room, two senders, a clock that anything may interrupt, and what is true in it.

What is forbidden is written here anew, from security.md §5.11 and domain.md E2, E16. It asks nothing of the
code under test: ``Truth`` keeps its own plain account of everything that happened.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from inspect import currentframe
from pathlib import Path
from types import FrameType
from uuid import UUID
from zoneinfo import ZoneInfo

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.models import Case, Stop
from yarrow.cases.terms import Stage
from yarrow.config.families import Family
from yarrow.gate.facts.messages import MessageQueued
from yarrow.gate.words import LongText, Mark
from yarrow.kernel.ids import new_id
from yarrow.reaching.actions import hold_all, hold_person, lift_hold
from yarrow.reaching.models import Hold
from yarrow.reaching.rules import Language, RouteKind, Weekday, Window, Wording
from yarrow.rooms.models import Room
from yarrow.sealing.sender_key import SenderKey
from yarrow.sending.actions.looking import is_as_recorded
from yarrow.sending.actions.sealing_up import seal_up
from yarrow.sending.actions.settling import settle_row
from yarrow.sending.gateways.interface import NotTaken, Outgoing
from yarrow.sending.gateways.local import LocalGateway
from yarrow.sending.journal import Journal
from yarrow.sending.message.content import Content
from yarrow.sending.message.finished import digest_of_finished
from yarrow.sending.models import QueuedMessage
from yarrow.sending.queries import around
from yarrow.sending.sender import Sender
from yarrow.sending.terms import LASTS, Outcome, State
from yarrow.staff.queries import the_service

_WALL = ZoneInfo("Europe/London")
MONDAY = 0


class Killed(BaseException):
    """The process died: nothing of it may catch this."""


@dataclass
class Interrupted:
    """A clock at whose n-th look something happens: a press, another sender, or death.

    Not while an event is being written: its chain is held then, so nobody else's press can come between, and
    one played there would be rolled back with the sender's own transaction. It comes at the next look.
    """

    moment: datetime
    at_look: int = 0
    happens: Callable[[], None] | None = None

    def now(self) -> datetime:
        if self.happens is not None and not _is_an_event_being_written(currentframe()):
            self.at_look -= 1
            if self.at_look <= 0:
                happens, self.happens = self.happens, None
                happens()
        return self.moment

    def today(self) -> date:
        return self.now().astimezone(_WALL).date()


def _is_an_event_being_written(look: FrameType | None) -> bool:
    asks = look.f_back if look is not None else None
    return asks is not None and asks.f_code is audit.append.__code__


@dataclass
class Truth:
    """One message as it truly is: minutes of the wall clock, weekdays as numbers, plain days."""

    to: str
    due: datetime
    weekdays: frozenset[int]
    from_minute: int
    until_minute: int
    confirmed: date
    dirty: bool = False
    """Something that forbids it happened, and nobody inside has looked since."""
    gone: bool = False
    """It was taken back, they withdrew, or it would go to a number that is theirs no more."""

    def allows(self, moment: datetime) -> bool:
        if self.gone or self.dirty or moment < self.due or moment >= self.due + timedelta(hours=6):
            return False
        wall = moment.astimezone(_WALL)
        age = (wall.date() - self.confirmed).days
        if age < 0 or age > 14:
            return False
        minute, day = wall.hour * 60 + wall.minute, wall.weekday()
        if self.from_minute < self.until_minute:
            return day in self.weekdays and self.from_minute <= minute < self.until_minute
        late = day in self.weekdays and minute >= self.from_minute
        return late or ((day - 1) % 7 in self.weekdays and minute < self.until_minute)


@dataclass
class World:
    """What happens, and what went out."""

    family: Family
    key: SenderKey
    clock: Interrupted
    folder: Path
    truths: dict[UUID, Truth] = field(default_factory=dict)
    rows: dict[UUID, QueuedMessage] = field(default_factory=dict)
    went: list[tuple[UUID, datetime, str]] = field(default_factory=list)
    held: bool = False
    held_by_all: bool = False
    closed: bool = False
    lines: list[tuple[datetime, datetime]] = field(default_factory=list)
    """Of each stop: when its line shows, and until when nothing is said."""
    seen_lines: dict[UUID, set[int]] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def room(self) -> Room:
        return self.family.rooms["harmed"]

    def sender(self) -> Sender:
        gateway = Watched(self)
        return Sender(the_service().pk, self.key, [gateway], Journal(self.folder), self.clock)

    # What somebody inside does.

    def queue(self, truth: Truth) -> None:
        if self.held or self.held_by_all or self.closed or self._silent():
            return  # the page refuses; test_queueing shows it
        row = QueuedMessage(id=new_id(), room=self.room, due_at=truth.due, expires_at=truth.due + LASTS)
        self.truths[row.pk] = truth
        self._seal(row)
        row.save(force_insert=True)
        self.rows[row.pk] = row

    def look(self) -> None:
        """As ``look_again`` does: what may no longer go is deleted, the rest signed anew."""
        for row in list(QueuedMessage.objects.filter(state=State.QUEUED)):
            truth = self.truths[row.pk]
            if (
                not is_as_recorded(row, said_of(row.pk, truth))
                or truth.gone
                or self.held
                or self.held_by_all
                or self.closed
                or self._silent()
            ):
                truth.gone = True
                settle_row(row=row, outcome=Outcome.NOT_SENT, actor=None, clock=self.clock)
            else:
                self._seal(row)
                row.save()
                truth.dirty = False
                self.rows[row.pk] = row

    def _seal(self, row: QueuedMessage) -> None:
        now = around(Room.objects.select_related("case").get(pk=self.room.pk), self.clock.moment)
        seal_up(row, content_of(self.truths[row.pk]), now)
        self.seen_lines[row.pk] = self._shown()

    # What happens to them.

    def writes(self) -> None:
        """Something is written in the room by somebody who has not looked at the queue yet."""
        audit.append(chain=self.room.pk, event=Event.ENTRY_SEALED, actor=None, clock=self.clock)
        self._dirty()

    def note(self) -> None:
        audit.append(chain=self.room.pk, event=Event.DROP_SEALED, actor=None, clock=self.clock)
        self._dirty()

    def leaves(self) -> None:
        """They withdraw, or have another number: nothing queued may go from the moment it is written."""
        for truth in self.truths.values():
            truth.gone = True
        self.writes()

    def take_back(self) -> None:
        for row in QueuedMessage.objects.filter(state=State.QUEUED):
            self.truths[row.pk].gone = True
            settle_row(row=row, outcome=Outcome.TAKEN_BACK, actor=None, clock=self.clock)

    def hold(self) -> None:
        hold_person(room=self.room, by=self.family.cast.worker("other_worker"), clock=self.clock)
        self.held = True
        self._dirty()

    def hold_everybody(self) -> None:
        hold_all(by=self.family.cast.worker("manager"), clock=self.clock)
        self.held_by_all = True
        self._dirty()

    def lift(self) -> None:
        inside = self.family.holder("harmed")
        lift_hold(room=self.room, by=inside.worker, keyring=inside.keyring, clock=self.clock)
        self.held = False

    def lay_out_rows(self) -> None:
        """Somebody who writes to the database takes the rows of the holds away; the record still has them."""
        Hold.objects.all().delete()

    def stop(self) -> None:
        self._stop(self.clock.moment, timedelta(hours=2))

    def confided_stop(self) -> None:
        self._stop(self.clock.moment + timedelta(hours=3), timedelta(hours=6))

    def _stop(self, shows: datetime, silent: timedelta) -> None:
        until = self.clock.moment + silent
        Stop.objects.create(
            case=self.family.case, at=self.clock.moment, line_from=shows, say_nothing_before=until
        )
        self.lines.append((shows, until))

    def close(self) -> None:
        Case.objects.filter(pk=self.family.case.pk).update(stage=Stage.CLOSED)
        self.closed = True

    # What breaks.

    def put_back(self) -> None:
        """Every row is there again as it once was: a backup, or somebody with the database."""
        for row in self.rows.values():
            if not QueuedMessage.objects.filter(pk=row.pk).exists():
                again = QueuedMessage(
                    **{each.attname: getattr(row, each.attname) for each in row._meta.fields}
                )
                again.state, again.claimed_at = State.QUEUED, None
                again.save(force_insert=True)

    def tamper(self) -> None:
        now = self.clock.moment.replace(minute=0, second=0, microsecond=0)
        QueuedMessage.objects.filter(state=State.QUEUED, due_at__gt=now).update(due_at=now)

    def unclaim(self) -> None:
        """Somebody sets what is in hand back to waiting."""
        QueuedMessage.objects.filter(state=State.CLAIMED).update(state=State.QUEUED, claimed_at=None)

    def run(self) -> None:
        try:
            self.sender().look()
        except Killed:
            self.clock.happens = None

    # What is true.

    def took(self, message: Outgoing) -> None:
        moment, truth = self.clock.moment, self.truths[message.id]
        if not truth.allows(moment):
            self.wrong.append(f"forbidden by itself: {truth} at {moment}")
        if self.held or self.held_by_all or self.closed or self._silent():
            self.wrong.append("forbidden by a hold, a stop or an end")
        if self._shown() - self.seen_lines[message.id]:
            self.wrong.append("a stop shows that nobody inside has looked at")
        if message.to != truth.to:
            self.wrong.append("to somebody else")
        if message.id in {each for each, _moment, _to in self.went}:
            self.wrong.append("twice")
        self.went.append((message.id, moment, message.to))

    def _dirty(self) -> None:
        for truth in self.truths.values():
            truth.dirty = True

    def _shown(self) -> set[int]:
        return {at for at, (shows, _until) in enumerate(self.lines) if shows <= self.clock.moment}

    def _silent(self) -> bool:
        return any(shows <= self.clock.moment < until for shows, until in self.lines)


@dataclass
class Watched(LocalGateway):
    """Tells the world what it was handed; answers as the world says next."""

    world: World = None  # type: ignore[assignment]  # always given

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    def hand_over(self, message: Outgoing) -> None:
        answer = self.world.answers.pop(0) if self.world.answers else "takes"
        if answer == "later":
            raise NotTaken(again=True)
        if answer == "never":
            raise NotTaken(again=False)
        if answer == "dies before":
            raise Killed
        if answer == "breaks before":
            raise OSError
        self.world.took(message)
        if answer == "dies after":
            raise Killed
        if answer == "breaks after":
            raise OSError


def said_of(message: UUID, truth: Truth) -> MessageQueued:
    """What the page would have recorded in the room; nobody can change that in the database unseen."""
    local = truth.due.astimezone(_WALL)
    return MessageQueued(
        wording=Wording.REMINDER,
        way=RouteKind.TEXT,
        value=LongText(truth.to),
        words=LongText("As in the library."),
        language=Language.ENGLISH,
        due_on=local.date(),
        due_hour=local.strftime("%H:%M"),
        message=Mark(str(message)),
    )


def content_of(truth: Truth) -> Content:
    """What the page would have sealed."""
    names = tuple(Weekday)
    window = Window(
        frozenset(names[day] for day in truth.weekdays),
        time(truth.from_minute // 60, truth.from_minute % 60),
        time(truth.until_minute // 60, truth.until_minute % 60),
    )
    plain = {
        "way": RouteKind.TEXT,
        "to": truth.to,
        "wording": Wording.REMINDER,
        "language": Language.ENGLISH,
        "days": 1,
        "signed": "Sam",
        "windows": (window,),
        "confirmed_on": truth.confirmed,
        "holds_days": 14,
    }
    return Content(**plain, digest=digest_of_finished(Content(**plain)))  # type: ignore[arg-type]  # as named
