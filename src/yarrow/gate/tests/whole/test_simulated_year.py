"""A year of many families: nobody met while something stood against it, and nobody's support ended.

What stood against it is looked up in the plain history here, not by the rules themselves.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest

from yarrow.gate.facts.base import Fact
from yarrow.gate.facts.choice import CoercionScreen, Consent, ConsentValue
from yarrow.gate.facts.harm import OngoingAbuse, Pressure
from yarrow.gate.facts.orders import Order, OrderState
from yarrow.gate.facts.risk import Level, RiskAssessed, ScreenResult, SpecialistView, View
from yarrow.gate.facts.team import EveryoneReassessed, TriggerNotice
from yarrow.gate.forms import DIRECT
from yarrow.gate.recorded import Recorded
from yarrow.gate.tests.favourable import YES

from .questions import Where
from .worse import SAID_IN_A_ROOM
from .year import Family, Meeting, reachable, whole_year

LONG_YEAR = 560
SHORT_YEAR = 30


def last(entries: Sequence[Recorded], *kinds: type[Fact]) -> Recorded | None:
    found = [each for each in entries if isinstance(each.fact, kinds)]
    return found[-1] if found else None


def place(entries: Sequence[Recorded], *kinds: type[Fact]) -> int:
    found = last(entries, *kinds)
    return found.number if found else 0


def stood_against(meeting: Meeting) -> Iterator[str]:
    """Everything in the history because of which this should not have been."""
    whole = meeting.whole
    for name, entries in whole.rooms.items():
        yield from (f"{name}: {what}" for what in in_everybodys_room(entries, meeting.day))
        if whole.where is Where.ABUSE:
            is_direct = whole.question.form in DIRECT
            found = after_abuse(entries, meeting.day, is_child=name == "child", is_direct=is_direct)
            yield from (f"{name}: {what}" for what in found)
        elif any(each.fact.speaks_of_abuse() for each in entries) and whole.where is not Where.FAMILY:
            yield f"{name}: abuse was said where it is taken to be excluded"
    yield from in_the_plan(meeting)


def in_everybodys_room(entries: Sequence[Recorded], day: date) -> Iterator[str]:
    if {"death", "unreadable"} & {each.fact.kind for each in entries}:
        yield "a death, or an entry that nobody can read"
    if not reachable(entries, day):
        yield "no safe way to reach them"
    decided = [each.fact for each in entries if isinstance(each.fact, Consent)]
    if decided and decided[-1].value is not ConsentValue.GIVEN:
        yield "they had decided not to"
    orders = {each.fact.reference: each.fact for each in entries if isinstance(each.fact, Order)}
    if any(each.state is not OrderState.ENDED for each in orders.values()):
        yield "an order stood"


def after_abuse(entries: Sequence[Recorded], day: date, *, is_child: bool, is_direct: bool) -> Iterator[str]:
    assessed = last(entries, RiskAssessed)
    triggers = max((each.number for each in entries if each.fact.is_trigger()), default=0)
    if assessed is None or not isinstance(assessed.fact, RiskAssessed) or assessed.fact.review_on < day:
        yield "risk was not known"
    elif assessed.fact.level in {Level.HIGH, Level.UNKNOWN} or assessed.number < triggers:
        yield "risk was high, not known, or older than what happened"
    if not is_child and not _asked_alone(entries, day):
        yield "not asked alone in fourteen days whether they are free to choose"
    going_on = place(entries, OngoingAbuse, Pressure)
    views = [each for each in entries if isinstance(each.fact, SpecialistView)]
    if going_on and (not views or views[-1].number < going_on):
        yield "harm that goes on, and no specialist since"
    if views and isinstance(views[-1].fact, SpecialistView) and views[-1].fact.view is not View.SUPPORTS:
        yield "the specialist was against it"
    if (
        is_direct
        and not is_child
        and len({each.fact.kind for each in entries} & {"preparation", "supporter"}) < 2
    ):
        yield "not prepared, or nobody beside them"


def _asked_alone(entries: Sequence[Recorded], day: date) -> bool:
    found = last(entries, CoercionScreen)
    if found is None or not isinstance(found.fact, CoercionScreen):
        return False
    is_clear = found.fact.alone is YES and found.fact.result is ScreenResult.CLEAR
    return is_clear and day - found.day <= timedelta(days=14)


def in_the_plan(meeting: Meeting) -> Iterator[str]:
    whole, plan = meeting.whole, meeting.whole.plan
    if plan is None or plan.open_unease or plan.stopped is YES:
        yield "no plan, or one that a worker had closed"
    elif whole.where is Where.ABUSE:
        signed = plan.sign_off
        if signed is None or signed.holds is not YES or meeting.day - signed.signed_on > timedelta(days=14):
            yield "not signed, or not as it was"
        if place(whole.team, TriggerNotice) > place(whole.team, EveryoneReassessed):
            yield "not everybody's risk was looked at after the last change"


def told(families: Sequence[Family]) -> Counter[str]:
    """What was seen in all of them; nobody met against a rule, and nobody's support was held up."""
    seen: Counter[str] = Counter()
    for family in families:
        seen += family.seen
        seen[f"meetings, {family.whole.where}"] += len(family.held)
        assert not family.wrong, family.wrong[:3]
        for meeting in family.held:
            assert not list(stood_against(meeting)), (list(stood_against(meeting)), meeting)
    return seen


def must_show(seen: Counter[str]) -> None:
    """People did meet, in every setting; things did happen; and the gate was mostly closed after them."""
    assert all(seen[f"meetings, {where}"] for where in Where), seen
    assert all(seen[what] for what in ("possible", "not yet", "support asked")), seen
    happened = sum(times for what, times in seen.items() if what.startswith("happened"))
    assert seen["closed at once"] > happened / 2, seen


def test_thirty_families_through_their_year() -> None:
    must_show(told(whole_year(SHORT_YEAR, every=14)))


@pytest.mark.long
def test_five_hundred_and_sixty_families_through_their_year() -> None:
    seen = told(whole_year(LONG_YEAR))

    must_show(seen)
    assert {f"happened: {fact.kind}" for fact in SAID_IN_A_ROOM} <= set(seen)
    print(dict(seen))  # noqa: T201  # how much was seen is part of what this shows
