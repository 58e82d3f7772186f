"""What came into a room by a note is somebody else's word: of routes it makes claims, and proves nothing.

Hazard: any worker of a case may leave a note in any of its rooms, also the one who works with the other
person. A note that said "proved", "confirmed" or "safe on every day" would turn her messages to him.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from yarrow.gate.facts.base import Fact, blank
from yarrow.gate.facts.routes import RouteClaimed, RouteConfirmed, RouteKind, RouteProved, SafeRoute
from yarrow.gate.facts.who import Reach, ReachConfirmed
from yarrow.gate.recorded import Recorded
from yarrow.gate.words import Answer, LongText
from yarrow.kernel.words import N_
from yarrow.rooms.queries import ReadEntry

BY_NOTE = N_("In a note of a colleague")


def as_told(recorded: Sequence[Recorded], entries: Sequence[ReadEntry]) -> tuple[Recorded, ...]:
    """The same, where what came by a note only claims. What takes away, or warns, stays as it is."""
    by_note = {each.entry.pk for each in entries if each.note is not None}
    return tuple(heard for each in recorded for heard in _heard(each, by_note))


def _heard(each: Recorded, by_note: set[UUID]) -> Iterator[Recorded]:
    if each.entry not in by_note:
        yield each
        return
    for fact in _claims(each.fact):
        yield replace(each, fact=fact)


def _claims(fact: Fact) -> Iterator[Fact]:
    if isinstance(fact, RouteProved | RouteConfirmed | ReachConfirmed):
        return
    if isinstance(fact, Reach):
        yield from _claimed(RouteKind.CALL, fact.phone)
        yield from _claimed(RouteKind.POST, fact.address)
    elif isinstance(fact, SafeRoute) and fact.allowed is not Answer.NO:
        yield from _claimed(fact.way, fact.value)
    else:
        yield fact


def _claimed(way: RouteKind, value: str) -> Iterator[Fact]:
    if not blank(value):
        yield RouteClaimed(way=way, value=LongText(value), who_said=BY_NOTE)
