"""Before the process moves on from its first calls: screened apart, a part recorded, risk of this stage."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from yarrow.gate.acts.stages import reasons_not_to_move_on
from yarrow.gate.facts.base import Fact, Unreadable
from yarrow.gate.facts.change import Escalation
from yarrow.gate.facts.risk import AbuseScreen, Level, ScreenResult
from yarrow.gate.facts.who import AgeBand, Role
from yarrow.gate.tests import favourable as good
from yarrow.gate.tests.favourable import DAY, NO, REVIEW, UNKNOWN, YES, codes, written


def screened(alone: object = YES, result: ScreenResult = ScreenResult.CONCERN) -> AbuseScreen:
    return AbuseScreen(alone=alone, result=result)  # type: ignore[arg-type]  # an answer


def room(*more: Fact, age: AgeBand = AgeBand.ADULT, part: Role = Role.HARMED) -> list[Fact]:
    return [good.identity(age), good.role(part), *more]


def moves_on(facts: Iterable[Fact], *, day: date = DAY, began_on: date = DAY) -> set[str]:
    return codes(reasons_not_to_move_on(written(facts), day, began_on))


def test_an_adult_who_was_asked_alone_with_risk_looked_at_may_move_on() -> None:
    assert moves_on(room(screened(), good.risk())) == set()
    assert moves_on(room(screened(result=ScreenResult.CLEAR), good.risk())) == set()


@pytest.mark.parametrize(
    "screen",
    [
        None,
        screened(alone=NO),
        screened(alone=UNKNOWN),
        screened(result=ScreenResult.UNKNOWN),
    ],
)
def test_not_alone_without_a_result_or_never_is_not_asked(screen: AbuseScreen | None) -> None:
    given = [screen] if screen is not None else []

    assert moves_on(room(*given, good.risk())) == {"E4"}
    assert moves_on(room(screened(), *given, good.risk())) == set()


def test_a_child_is_heard_instead_and_a_supporter_is_asked_nothing() -> None:
    for age in (AgeBand.CHILD, AgeBand.YOUNG_PERSON):
        assert moves_on(room(good.risk(), age=age)) == set()
        assert moves_on(room(age=age, part=Role.CHILD_EXPOSED)) == {"E7"}
    assert moves_on(room(good.risk(), age=AgeBand.UNKNOWN)) == {"E4"}
    assert moves_on(room(part=Role.SUPPORTER)) == set()


def test_two_workers_no_abuse_stands_for_the_screen_while_it_holds() -> None:
    assert moves_on(room(good.no_abuse())) == set()
    assert moves_on(room(good.no_abuse()), day=REVIEW + timedelta(days=1)) == {"E4", "E7"}


def test_a_part_is_recorded_even_if_it_is_not_yet_known() -> None:
    assert moves_on([good.identity(), screened(), good.risk()]) == {"ROLE"}
    assert moves_on(room(screened(), good.risk(), part=Role.NOT_YET_KNOWN)) == set()


def test_risk_is_of_this_stage_with_a_level_and_after_the_last_change() -> None:
    assert moves_on(room(screened())) == {"E7"}
    assert moves_on(room(screened(), good.risk(Level.UNKNOWN))) == {"E7"}
    assert moves_on(room(screened(), good.risk()), began_on=DAY + timedelta(days=1)) == {"E8"}
    assert moves_on(room(screened(), good.risk(), Escalation())) == {"E8"}
    assert moves_on(room(screened(), good.risk(), Escalation(), good.risk(Level.UNKNOWN))) == {"E8"}
    assert moves_on(room(screened(), Escalation(), good.risk())) == set()


def test_what_cannot_be_read_does_not_move_on() -> None:
    assert moves_on([*room(screened(), good.risk()), Unreadable()]) == {"UNKNOWN"}
