"""What each change asks of whom it is told to, written out a second time: nobody takes a line off by a slip.

Risk is looked at again after every one of them, by everybody (domain.md E8); what else is asked is what
keeps somebody safe in the days after just this.
"""

import pytest

from yarrow.gate.acts.asking import SATISFIED_BY
from yarrow.gate.acts.changes import CHANGES, Asked, Change, Line

ALWAYS = {Asked.RISK, Asked.EVERYONE}
ASKS: dict[str, set[Asked]] = {
    "grave_harm": ALWAYS | {Asked.SPECIALIST, Asked.MARAC, Asked.SAFETY_PLAN, Asked.CARE_CARD},
    "threat": ALWAYS | {Asked.SAFETY_PLAN, Asked.CARE_CARD},
    "incident": ALWAYS | {Asked.SAFETY_PLAN},
    "ongoing_abuse": ALWAYS | {Asked.FREE, Asked.SPECIALIST, Asked.SAFETY_PLAN},
    "harm_after": ALWAYS | {Asked.SPECIALIST, Asked.MARAC, Asked.SAFETY_PLAN},
    "escalation": ALWAYS | {Asked.MARAC},
    "breach": ALWAYS | {Asked.WHO_MUST_KNOW, Asked.SAFETY_PLAN},
    "parting_confided": ALWAYS | {Asked.SAFETY_PLAN, Asked.THE_HOUR},
    "parted": ALWAYS | {Asked.SAFETY_PLAN},
    "pregnancy_confided": ALWAYS | {Asked.SAFETY_PLAN, Asked.THE_HOUR},
    "pregnancy": ALWAYS | {Asked.SAFETY_PLAN},
    "court_in_public": ALWAYS,
    "court": ALWAYS,
    "licence_end": ALWAYS | {Asked.SAFETY_PLAN},
    "release": ALWAYS | {Asked.SAFETY_PLAN},
    "look_again": ALWAYS | {Asked.FIND_OUT},
    "new_partner": ALWAYS,
    "marac": ALWAYS | {Asked.SPECIALIST, Asked.SAFETY_PLAN},
    "withdrawal": ALWAYS | {Asked.FREE, Asked.THE_HOUR},
    "ignored_warning": ALWAYS | {Asked.SAFETY_PLAN},
    "gone_quiet": ALWAYS | {Asked.ANOTHER_WAY},
    "suicide_risk": ALWAYS | {Asked.SAFETY_PLAN, Asked.CARE_CARD},
    "crisis": ALWAYS | {Asked.FREE},
    # Of somebody who has died no risk is looked at; everybody else's is.
    "death": {Asked.EVERYONE, Asked.KEEP_ALL, Asked.THOSE_WHO_STAY, Asked.THE_HOUR},
    "worse": ALWAYS,
    "not_safe_since": ALWAYS | {Asked.FREE, Asked.SAFETY_PLAN},
    # Pressure is cleared by asking alone; risk of all is looked at with the rest.
    "pressure": {Asked.FREE, Asked.EVERYONE},
}
ANSWERED_BY: dict[Asked, set[str]] = {
    Asked.RISK: {"risk_assessed"},
    Asked.FREE: {"coercion_screen"},
    Asked.SPECIALIST: {"specialist_view"},
    Asked.SAFETY_PLAN: {"safety_plan", "own_safety_plan"},
    Asked.WHO_MUST_KNOW: {"breach_told"},
    Asked.MARAC: {"marac_decision", "marac"},
    Asked.FIND_OUT: {"court_event", "release"},
    Asked.ANOTHER_WAY: {"tried_to_reach", "call_note", "follow_up_made"},
}


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: row.code)
def test_each_change_asks_for_exactly_this(row: Change) -> None:
    assert set(row.asks) == ASKS[row.code]
    assert len(row.asks) == len(set(row.asks))


def test_every_change_of_the_table_is_there() -> None:
    assert [row.code for row in CHANGES] == list(ASKS)


def test_what_was_asked_is_answered_by_its_own_record_and_by_no_other() -> None:
    """A call that reached nobody must not count as the safety plan."""
    assert {asked: set(kinds) for asked, kinds in SATISFIED_BY.items()} == ANSWERED_BY


def test_only_what_was_confided_waits_for_the_next_routine_confirmation() -> None:
    """A meeting that is called off on the evening of a secret tells the secret."""
    later = {row.code for row in CHANGES if row.line is Line.AT_CONFIRMATION}

    assert later == {"parting_confided", "pregnancy_confided"}
    assert {row.line for row in CHANGES if row.code not in later} == {Line.AT_ONCE}


def test_only_a_death_keeps_everything_for_ever() -> None:
    assert [row.code for row in CHANGES if row.freezes] == ["death"]
