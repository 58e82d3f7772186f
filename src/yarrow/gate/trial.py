"""A trial of other numbers: what stands in one room today and would have to wait under them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yarrow.gate.facts.base import Home
from yarrow.gate.forms import APART, Form
from yarrow.gate.policy import Policy
from yarrow.gate.recorded import Recorded
from yarrow.gate.standing import CELLS, refuses
from yarrow.gate.view import FactsView


@dataclass(frozen=True, slots=True)
class Tried:
    """One room on one day under both: forms that would have to wait, and forms that would not any more.

    ``is_read`` is false where the room's record cannot be relied on; then nothing is said of it.
    """

    is_read: bool
    would_wait: tuple[Form, ...] = ()
    would_stand: tuple[Form, ...] = ()


def tried(recorded: Sequence[Recorded], home: Home, day: date, *, now: Policy, then: Policy) -> Tried:
    """What other numbers would change in this room, as things are recorded on this day.

    It looks at the room alone: neither at the plan (workers, signature, supervision) nor at the day.
    """
    try:
        before, after = FactsView(recorded, home, now), FactsView(recorded, home, then)
        return _compared(before, after, home, day)
    except Exception:  # noqa: BLE001  # a room that cannot be read is named as not looked at
        return Tried(is_read=False)


def _compared(before: FactsView, after: FactsView, home: Home, day: date) -> Tried:
    wait: dict[Form, None] = {}
    stand: dict[Form, None] = {}
    for cell in CELLS:
        if home is Home.TEAM and cell[0] in APART:
            continue  # the team is never asked about work with one person
        was, will = refuses(home, before, cell, day), refuses(home, after, cell, day)
        if was != will:
            (wait if will else stand)[cell[0]] = None
    return Tried(is_read=True, would_wait=tuple(wait), would_stand=tuple(stand))
