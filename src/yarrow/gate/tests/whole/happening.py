"""What happens in a year, and what workers record in answer to it.

Every row of the gate's own table of changes is among it, every value of the kinds that have several, and
what is no change but stands against meeting all the same.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from itertools import cycle

from yarrow.gate.acts.changes import change_of
from yarrow.gate.facts.base import Fact, Unreadable
from yarrow.gate.facts.children import AgreementReported, ContactArrangement, TimeLevel
from yarrow.gate.facts.freedom import Dependence, TakingPartTied, TiedState
from yarrow.gate.facts.orders import Order, OrderState
from yarrow.gate.facts.readiness import Acknowledgement, Capacity, Vulnerability, WhoAgrees
from yarrow.gate.facts.risk import Specialist
from yarrow.gate.facts.team import OwnChoiceNotice
from yarrow.gate.facts.who import AddressGuarded, Death
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import SOME, YES
from yarrow.gate.words import Choice

from .questions import TEAM
from .worse import IN_ANY_ROOM, SAID_IN_THE_TEAM

Event = tuple[str, Fact]
"""Where it is said, the team room or ``ANY_ROOM``, and what."""

ANY_ROOM = ""
_NEVER_AGAIN = (Death, Unreadable)
_FREEZING = tuple((ANY_ROOM, fact) for fact in IN_ANY_ROOM if isinstance(fact, _NEVER_AGAIN))
_OTHERS = tuple((ANY_ROOM, fact) for fact in IN_ANY_ROOM if not isinstance(fact, _NEVER_AGAIN))
_IN_THE_TEAM = tuple((TEAM, fact) for fact in SAID_IN_THE_TEAM if not isinstance(fact, _NEVER_AGAIN))
EVENTS: tuple[Event, ...] = (*_OTHERS, *_FREEZING, *_IN_THE_TEAM)
CHANGES_FIRST: tuple[Event, ...] = (*(each for each in _OTHERS if change_of(each[1])), *EVENTS)
"""So that what is a change for the gate happens twice for each time that anything else does."""


def code_of(fact: Fact) -> str:
    """The row of the gate's table, or the kind where it is no change by itself."""
    row = change_of(fact)
    return row.code if row is not None else fact.kind


def label(fact: Fact) -> str:
    """The kind, and the answers in which one differs from another of its kind."""
    names: list[str] = [each.name for each in fields(fact)] if is_dataclass(fact) else []
    said = [getattr(fact, name) for name in names]
    return " ".join([fact.kind, *(str(each.value) for each in said if isinstance(each, Choice))])


class Happenings:
    """What happens next, over many families: everything in its turn.

    Every second time that people are about to meet, it is a change that has not been seen to close anything:
    left to its turn alone, a rare one may come all year only where the gate was shut already.
    """

    def __init__(self) -> None:
        self._turn = cycle(CHANGES_FIRST)
        self._owed = deque(event for event in _OTHERS if change_of(event[1]))
        self._times_open = 0

    def next(self, *, is_open: bool) -> Event:
        self._times_open += is_open
        if not is_open or self._times_open % 2 or not self._owed:
            return next(self._turn)
        self._owed.rotate(-1)
        return self._owed[-1]

    def closed(self, code: str) -> None:
        """It was seen to close what was open."""
        self._owed = deque(event for event in self._owed if code_of(event[1]) != code)


def answers_to(fact: Fact, *, is_under_18: bool) -> list[Fact]:
    """What is recorded in the room some days later; their own yes is asked for last, and apart."""
    return [
        good.reach(),
        *_in_answer(fact, is_under_18=is_under_18),
        AddressGuarded(how=SOME, second_worker="Second"),
        good.contact_checks(),
        good.clear_screen(),
        good.supporter(),
        good.specialist(by=Specialist.HBS),
        good.specialist(),
        good.marac_decided(),
        good.authority_told(),
        good.risk(),
    ]


def _in_answer(fact: Fact, *, is_under_18: bool) -> Iterable[Fact]:
    if isinstance(fact, TakingPartTied):
        yield TakingPartTied(by=fact.by, to=fact.to, state=TiedState.TAKEN_BACK)
    if isinstance(fact, Dependence):
        yield Dependence(on=fact.on, in_place=YES)
    if isinstance(fact, ContactArrangement):
        yield ContactArrangement(level=TimeLevel.SUPERVISED)
    if isinstance(fact, AgreementReported):
        yield AgreementReported(words=SOME, freely_agreed=YES)
    if isinstance(fact, Acknowledgement):
        yield good.acknowledgement()
    if isinstance(fact, Capacity | Vulnerability):
        yield good.safeguards(WhoAgrees.GUARDIAN if is_under_18 else WhoAgrees.ADVOCATE)
    if isinstance(fact, Order):
        yield Order(
            reference=fact.reference,
            kind_of_order=fact.kind_of_order,
            state=OrderState.ENDED,
            bars=fact.bars,
        )


def answers_of_the_team(fact: Fact) -> list[Fact]:
    """What the team records besides its usual round."""
    return [*_in_answer(fact, is_under_18=False), OwnChoiceNotice()]
