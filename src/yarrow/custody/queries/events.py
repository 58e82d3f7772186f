"""What custodians did, in words for managers and supervisors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yarrow.custody.models import CustodyEvent, Round
from yarrow.custody.rules import Named
from yarrow.custody.terms import Happened
from yarrow.sealing.errors import CannotOpen

from .keeping import custodians_of

SHOWN_ON_TODAY = timedelta(days=30)
MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: when, what, by whom, for whom, and how many rooms."""

    day: date
    what: str
    by: tuple[str, ...]
    worker: str
    rooms: int


def events_shown() -> list[Line]:
    """The newest fifty, newest first."""
    newest = CustodyEvent.objects.select_related("round", "worker").order_by("-id")[:MOST]
    return _lines(newest)


def recent_lettings_in(today: date) -> list[Line]:
    """Whom custodians have let in during the last thirty days: every manager sees it on their day."""
    found = CustodyEvent.objects.filter(happened=Happened.LET_IN, day__gte=today - SHOWN_ON_TODAY)
    return _lines(found.select_related("round", "worker").order_by("-id")[:MOST])


def made_anew_lately(today: date) -> bool:
    """Whether a new recovery key was made without the old codes during the last thirty days."""
    return CustodyEvent.objects.filter(happened=Happened.ANEW, day__gte=today - SHOWN_ON_TODAY).exists()


def _lines(events: Iterable[CustodyEvent]) -> list[Line]:
    known: dict[int, dict[str, Named]] = {}
    made = []
    for event in events:
        if event.round.number not in known:
            known[event.round.number] = _names(event.round)
        names = known[event.round.number]
        by = tuple(names[letter].name if letter in names else letter.upper() for letter in event.pair)
        worker = event.worker.name if event.worker is not None else ""
        made.append(Line(event.day, str(Happened(event.happened).label), by, worker, event.rooms))
    return made


def _names(round_: Round) -> dict[str, Named]:
    """Nothing known rather than an error: what happened must be seen whatever became of the names."""
    try:
        return custodians_of(round_)
    except CannotOpen:
        return {}
