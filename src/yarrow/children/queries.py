"""What the pages and acts ask besides what is in the one room that is on screen."""

from collections.abc import Sequence
from uuid import UUID

from yarrow.cases.models import Case
from yarrow.gate.facts.base import Home
from yarrow.gate.facts.proposals import ChildAllows, TimeProposal
from yarrow.gate.recorded import Recorded
from yarrow.gate.rules.circumstances import is_under_18
from yarrow.gate.view import FactsView, UnknownFacts
from yarrow.gate.words import Answer
from yarrow.kernel.clock import Clock
from yarrow.rooms.models import Room
from yarrow.rooms.queries import ReadEntry, case_rooms
from yarrow.rooms.terms import RoomKind, Stream


def peoples_rooms(case: Case) -> Sequence[Room]:
    """The room of every person of a case, by number: a proposal is looked at beside them all."""
    return tuple(case_rooms(case).filter(kind=RoomKind.PERSON))


def is_a_childs(recorded: Sequence[Recorded] | None, clock: Clock) -> Answer:
    """Whether this is the room of somebody under 18; not known where it cannot be read."""
    if recorded is None:
        return Answer.UNKNOWN
    try:
        return is_under_18(FactsView(recorded, Home.PERSON), clock.today())
    except UnknownFacts:
        return Answer.UNKNOWN


def proposals_in(entries: Sequence[ReadEntry]) -> tuple[ReadEntry, ...]:
    """What is proposed now: the newest for each child that was written here, never what came by a note."""
    found = (each for each in entries if _is_written(each) and isinstance(each.fact, TimeProposal))
    newest = {
        each.fact.child: each for each in found if isinstance(each.fact, TimeProposal) and each.fact.child
    }
    return tuple(newest.values())


def allowed_in(entries: Sequence[ReadEntry]) -> tuple[ReadEntry, ...]:
    """What the child was asked about passing on: of the same words only what was said last."""
    found = (each for each in entries if _is_written(each) and isinstance(each.fact, ChildAllows))
    last = {_words(each.fact): each for each in found if isinstance(each.fact, ChildAllows)}
    return tuple(last.values())


def may_go_to(said: ChildAllows) -> tuple[UUID, ...]:
    """The rooms that a thing may be passed on to: none unless the child said yes."""
    if said.allowed is not Answer.YES:
        return ()
    return tuple(UUID(each) for each in said.rooms.split())


def _is_written(read: ReadEntry) -> bool:
    return read.counts and read.entry.stream == Stream.WRITTEN


def _words(said: ChildAllows) -> str:
    return " ".join(said.words.casefold().split())
