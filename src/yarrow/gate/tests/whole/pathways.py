"""Rooms as they are gathered on each pathway, and after a move from one to the other.

On restorative justice a case has its official case besides; after a move every room was told of it, and
who takes part was informed, asked alone and asked for their yes again.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.facts.children import ChildAssessment
from yarrow.gate.facts.choice import CoercionScreen, Consent
from yarrow.gate.facts.justice import Pathway, PathwayMoved, PathwayNow
from yarrow.gate.facts.readiness import TakingPartSafeguards
from yarrow.gate.facts.who import Role, RoleInHarm
from yarrow.gate.recorded import Recorded
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, written

JUSTICE, APPROACHES = Pathway.RESTORATIVE_JUSTICE, Pathway.RESTORATIVE_APPROACHES
MOVED_ON = DAY + timedelta(days=1)
CASE = UUID(int=10**6)


class On(StrEnum):
    """On which pathway a case is, and whether it always was."""

    APPROACHES = "approaches"
    JUSTICE = "justice"
    MOVED_TO_JUSTICE = "moved to justice"
    MOVED_TO_APPROACHES = "moved to approaches"

    @property
    def pathway(self) -> Pathway:
        return JUSTICE if self in {On.JUSTICE, On.MOVED_TO_JUSTICE} else APPROACHES

    @property
    def has_moved(self) -> bool:
        return self in {On.MOVED_TO_JUSTICE, On.MOVED_TO_APPROACHES}

    @property
    def first_day(self) -> date:
        """The first day on which everything is in place."""
        return MOVED_ON if self.has_moved else DAY


def case_says(pathway: Pathway, since: date | None) -> tuple[Recorded, ...]:
    """What is put before the records of a room; nothing where it always was restorative approaches."""
    if pathway is APPROACHES and since is None:
        return ()
    return (Recorded(fact=PathwayNow(pathway=pathway, since=since), number=0, day=DAY, entry=CASE),)


def gathered(facts: Sequence[Fact], home: Home, on: On) -> tuple[Recorded, ...]:
    """A room with nothing missing, as it is gathered on this pathway."""
    before = [*facts, *(besides(facts, home) if on.pathway is JUSTICE else ())]
    if not on.has_moved:
        return (*case_says(on.pathway, None), *written(before))
    after = written([*before, PathwayMoved(pathway=on.pathway), *anew(facts)])[len(before) :]
    moved = (_on(each, MOVED_ON) for each in after)
    return (*case_says(on.pathway, MOVED_ON), *written(before), *moved)


def besides(facts: Iterable[Fact], home: Home) -> tuple[Fact, ...]:
    """What restorative justice asks more of such a room."""
    if home is Home.TEAM:
        return (good.official_case(),)
    parts = {each.role for each in facts if isinstance(each, RoleInHarm)}
    was_harmed = parts & {Role.HARMED, Role.HARMED_BY_CHILD}
    return (good.told_of_the_right(), good.own_agenda()) if was_harmed else ()


def anew(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What is done again after a move: for a child by others, and by who takes part for themselves."""
    by_others = [_last_of(facts, kind) for kind in (ChildAssessment, TakingPartSafeguards)]
    again = tuple(each for each in by_others if each is not None)
    if _last_of(facts, Consent) is None:
        return again
    screened = [good.clear_screen()] if _last_of(facts, CoercionScreen) else []
    return (*again, good.informed(), *screened, good.consent())


def _last_of(facts: Sequence[Fact], kind: type[Fact]) -> Fact | None:
    return next((each for each in reversed(facts) if isinstance(each, kind)), None)


def _on(entry: Recorded, day: date) -> Recorded:
    return Recorded(entry.fact, entry.number, day, entry.entry, entry.seconded)
