"""A room's answer to moving on: yes until a day, or not yet, and in which stage that was said. Never why.

It lies in the room's standing, so that nobody needs a key to ask.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yarrow.gate.acts.stages import Move, reasons_to_stay
from yarrow.gate.view import FactsView

SAID_FOR = timedelta(days=30)
"""How long a yes holds when nothing that it rests on ends sooner: then somebody inside says it again.

The number is ours.
"""


@dataclass(frozen=True, slots=True)
class StageNow:
    """The present stage of a case: which move began it, 0 for none yet, and on which day.

    The number tells two stages of one day apart: what was said in an earlier one says nothing of this.
    """

    number: int
    began_on: date


@dataclass(frozen=True, slots=True)
class MovesOn:
    """What a room says, and the stage in which it said so; without a stage it said nothing."""

    stage: StageNow | None
    last_day: date | None


SAYS_NOTHING = MovesOn(stage=None, last_day=None)


def moves_on_of(facts: FactsView, day: date, stage: StageNow | None) -> MovesOn:
    """Whether a person's room lets the case move on, and until which day, as things are recorded.

    Each day is asked by itself, a birthday too: nothing that ends before the last day is overlooked.
    """
    if stage is None:
        return SAYS_NOTHING
    last: date | None = None
    for each in _days_from(day):
        if reasons_to_stay(facts, Move(each, stage.began_on)):
            break
        last = each
    return MovesOn(stage, last)


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=after) for after in range(SAID_FOR.days + 1))


# Bytes: the number of the stage plus one, the day it began, the last day of a yes; 0 is "nothing said".
_TAIL = struct.Struct(">III")
TAIL_SIZE = _TAIL.size


def moves_on_to_bytes(said: MovesOn) -> bytes:
    """The answer in always the same number of bytes."""
    if said.stage is None:
        return _TAIL.pack(0, 0, 0)
    last = said.last_day.toordinal() if said.last_day is not None else 0
    return _TAIL.pack(said.stage.number + 1, said.stage.began_on.toordinal(), last)


def moves_on_from_bytes(raw: bytes) -> MovesOn:
    """The answer in these bytes; raises ValueError or OverflowError for what no room wrote."""
    number, began, last = _TAIL.unpack(raw)
    if number == 0:
        if began or last:
            raise ValueError("an answer without its stage")
        return SAYS_NOTHING
    stage = StageNow(number - 1, date.fromordinal(began))
    return MovesOn(stage, date.fromordinal(last) if last else None)
