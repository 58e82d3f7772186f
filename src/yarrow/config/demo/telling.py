"""What every story of the example service begins with: names, days and hours."""

from datetime import datetime, timedelta

from yarrow.cases.actions import move_to_stage
from yarrow.cases.terms import Stage
from yarrow.config.families import COUPLE, Family, InventionRefused, Person
from yarrow.gate.facts.risk import AbuseScreen, ScreenResult
from yarrow.gate.words import Answer
from yarrow.kernel.clock import FixedClock
from yarrow.kernel.decision import Refused
from yarrow.meetings.actions import move_on

TOLD_FROM = timedelta(days=40)
"""How long ago the stories begin; short enough that nothing has lapsed by the day they are read."""


def named(harmed: str, other: str, child: str | None) -> dict[str, Person]:
    """The people of a two-home family by these first names."""
    names = {"harmed": harmed, "other": other, "child": child}
    return {
        part: Person(name, COUPLE[part].role, COUPLE[part].worker, COUPLE[part].age)
        for part, name in names.items()
        if name is not None
    }


def afternoon(now: datetime, *, days: int) -> datetime:
    """Two in the afternoon, some days from now; nobody meets at midnight."""
    return (now + timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)


def recent(clock: FixedClock, now: datetime) -> None:
    """Go on to three days ago."""
    clock.move_to(now - timedelta(days=3))


def stage(family: Family, stage: Stage) -> None:
    """The supervisor moves the case to a stage."""
    move_to_stage(case=family.case, stage=stage, by=family.cast.worker("supervisor"), clock=family.clock)


def asked_apart(family: Family, *parts: str) -> None:
    """Each adult was asked about abuse, alone, and said so."""
    for part in parts:
        family.record(part, AbuseScreen(alone=Answer.YES, result=ScreenResult.CONCERN))


def goes_on_to(family: Family, onto: Stage) -> None:
    """The supervisor moves the case on, which every room must allow."""
    supervisor = family.cast.worker("supervisor")
    said = move_on(case=family.case, onto=onto, by=supervisor, clock=family.clock)
    if isinstance(said, Refused):
        raise InventionRefused(said)
