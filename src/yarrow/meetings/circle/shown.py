"""How the people of a circle are called on its pages, and what a second worker is shown to agree with."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts import Fact
from yarrow.gate.facts.risk import AbuseScreen, NoAbuse
from yarrow.gate.facts.team import AbuseFlag
from yarrow.gate.recorded import Recorded
from yarrow.kernel.words import N_
from yarrow.meetings.shown.named import numbered
from yarrow.rooms.models import Room
from yarrow.rooms.shown import NAMES
from yarrow.rooms.terms import RoomKind

from .marks import entries_mark
from .seats import Circle, Seat, last_of, waiting_in

_RELATION = N_("How do they know each other?")
_RESTS_ON = N_("What does it rest on?")
_ALONE = N_("Were they asked alone?")
_RESULT = N_("What came of it?")
_ASKED_BY = N_("Asked by")
_ABUSE = N_("Is there domestic abuse?")
_BASIS = N_("What does the answer rest on?")


def called(seats: Iterable[Seat]) -> dict[UUID, str]:
    """Each by first name, and by the colour and number of their room where a name stands twice."""
    people = list(seats)
    names = Counter(_same(seat) for seat in people)
    return {seat.room.pk: seat.name if names[_same(seat)] == 1 else _apart(seat) for seat in people}


def _same(seat: Seat) -> str:
    return " ".join(seat.name.split()).casefold()


def _apart(seat: Seat) -> str:
    words = {"name": seat.name, "room": numbered(seat.room)}
    return gettext("%(name)s (%(room)s)") % words


Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ToAgree:
    """What one room says that needs the second worker: question and answer, and who recorded it when."""

    name: str
    lines: tuple[Line, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Agreeing:
    """All that one press agrees with, and the mark of everything that was shown for it."""

    rows: tuple[ToAgree, ...]
    entries: tuple[tuple[Room, UUID], ...]
    mark: str


def agreeing(circle: Circle) -> Agreeing:
    """What waits for the second worker, as it lies in each room."""
    shown = [*_people(circle), *_team(circle)]
    entries = [(room, found.entry) for room, _row, records in shown for found in records]
    return Agreeing(tuple(row for _room, row, _records in shown), circle.waiting(), entries_mark(entries))


_Shown = tuple[Room, ToAgree, Sequence[Recorded]]


def _people(circle: Circle) -> Iterator[_Shown]:
    names = called(circle.seats)
    for seat in circle.seats:
        no_abuse, screen = last_of(NoAbuse, seat.recorded), last_of(AbuseScreen, seat.recorded)
        if no_abuse is not None and seat.waiting():
            lines = (*_rests_on(no_abuse.fact), *_asked(screen, circle))
            row = ToAgree(names[seat.room.pk], lines, _byline(no_abuse, circle))
            yield seat.room, row, [each for each in (no_abuse, screen) if each is not None]


def _team(circle: Circle) -> Iterator[_Shown]:
    flag = last_of(AbuseFlag, circle.of_team)
    if flag is not None and waiting_in(AbuseFlag, circle.of_team):
        lines = ((gettext(_ABUSE), _said(flag.fact, "value")), (gettext(_BASIS), _said(flag.fact, "basis")))
        yield circle.team, ToAgree(gettext(NAMES[RoomKind.TEAM]), lines, _byline(flag, circle)), [flag]


def _rests_on(no_abuse: Fact) -> Iterator[Line]:
    yield gettext(_RESTS_ON), _said(no_abuse, "basis")
    yield gettext(_RELATION), _said(no_abuse, "relation")


def _asked(screen: Recorded | None, circle: Circle) -> Iterator[Line]:
    """Where nobody was asked, that is said, too."""
    fact = AbuseScreen() if screen is None else screen.fact
    yield gettext(_ALONE), _said(fact, "alone")
    yield gettext(_RESULT), _said(fact, "result")
    if screen is not None:
        yield gettext(_ASKED_BY), _byline(screen, circle)


def _said(fact: Fact, name: str) -> str:
    return gettext(getattr(fact, name).words)


def _byline(found: Recorded, circle: Circle) -> str:
    author = circle.authors.get(found.entry, "")
    return ", ".join(each for each in (author, day(found.day)) if each)
