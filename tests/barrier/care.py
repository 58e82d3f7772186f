"""Workers' own safety and care, and a group: settled, and where each row is sealed."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from yarrow.cases.lone_working import VisitWords
from yarrow.config.families import Family
from yarrow.groups.actions import add_session, ask_place, keep_attendance, make_cohort, take_in
from yarrow.groups.models import PlaceCopy, Sheet, Told
from yarrow.groups.queries import place_of
from yarrow.groups.terms import Came, Kind
from yarrow.kernel.decision import Refused
from yarrow.practice.actions import keep_reflection, show_reflection
from yarrow.practice.models import Reflection, ReflectionCopy
from yarrow.practice.queries import reflecting
from yarrow.sealing.context import Context
from yarrow.visits.actions import plan_visit
from yarrow.visits.models import PlannedCopy
from yarrow.visits.queries import copy_place

SEALED: Mapping[str, tuple[Any, Callable[[Any], Context]]] = {
    "PlannedCopy.blob": (PlannedCopy, copy_place),
    "PlaceCopy.blob": (PlaceCopy, place_of),
    "Sheet.blob": (Sheet, place_of),
    "Told.blob": (Told, place_of),
    "Reflection.blob": (Reflection, reflecting.own_place),
    "ReflectionCopy.blob": (ReflectionCopy, reflecting.copy_place),
}
"""Rows that are sealed to one worker each."""


def visit_to_come(family: Family) -> UUID:
    """To the person harmed, by their worker, who asked a colleague of another case to look out."""
    member = family.cast["harmed_worker"]
    plan = plan_visit(
        on=family.clock.today(),
        minutes=60,
        how_long="1 hour",
        words=VisitWords("3 Vale Terrace", "01632 960778", "Ring twice.", "On foot."),
        room=family.rooms["harmed"],
        buddy=family.cast.worker("outsider"),
        by=member.worker,
        keyring=member.keyring,
        clock=family.clock,
    )
    assert not isinstance(plan, Refused)
    return plan.pk


def looked_back(family: Family) -> UUID:
    """Of the harmed person's worker, shown to the case supervisor."""
    member, clock = family.cast["harmed_worker"], family.clock
    row = keep_reflection(
        words={"safety": "I asked late."},
        is_looked_through=False,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert not isinstance(row, Refused)
    reader = family.cast.worker("supervisor")
    show_reflection(reflection=row, to=reader, by=member.worker, keyring=member.keyring, clock=clock)
    return row.pk


def in_a_group(family: Family) -> dict[str, UUID]:
    """The other person waits for work on his own behaviour; nobody of the case is asked beside it yet."""
    cast, clock = family.cast, family.clock
    first, second = cast.worker("outsider"), cast.worker("duty")
    cohort = make_cohort(
        kind=Kind.BEHAVIOUR, size=8, first=first, second=second, by=cast.worker("manager"), clock=clock
    )
    assert not isinstance(cohort, Refused)
    day = add_session(cohort=cohort, on=clock.today(), by=first, clock=clock)
    place = ask_place(
        cohort=cohort,
        room=family.rooms["other"],
        called="R.",
        needs="Larger print",
        beside=None,
        by=cast.worker("other_worker"),
        keyring=cast.keyring("other_worker"),
        clock=clock,
    )
    assert not isinstance(day, Refused)
    assert not isinstance(place, Refused)
    return {"cohort": cohort.pk, "day": day.pk, "place": place.pk}


def did_not_come(family: Family) -> None:
    """The person harmed has a place in a group of their own kind, and did not come twice running."""
    cast, clock = family.cast, family.clock
    first, led = cast.worker("outsider"), cast.keyring("outsider")
    cohort = make_cohort(
        kind=Kind.HARMED,
        size=8,
        first=first,
        second=cast.worker("duty"),
        by=cast.worker("manager"),
        clock=clock,
    )
    assert not isinstance(cohort, Refused)
    member = family.holder("harmed")
    place = ask_place(
        cohort=cohort,
        room=family.rooms["harmed"],
        called="B.",
        needs="A chair by the door",
        beside=None,
        by=member.worker,
        keyring=member.keyring,
        clock=clock,
    )
    assert not isinstance(place, Refused)
    assert not isinstance(take_in(place=place, by=first, clock=clock), Refused)
    for ago in (2, 1):
        day = add_session(cohort=cohort, on=clock.today() - timedelta(days=ago), by=first, clock=clock)
        assert not isinstance(day, Refused)
        keep_attendance(session=day, came={place.pk: Came.NOT}, by=first, keyring=led, clock=clock)


def cared_for(family: Family) -> dict[str, UUID]:
    """A visit to come, a look back, and a group that is led by two who do not work on the case."""
    did_not_come(family)
    found = {"planned": visit_to_come(family), "reflection": looked_back(family)}
    return found | in_a_group(family)
