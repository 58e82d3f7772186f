"""Which refusals say that something was said or happened, and what each of them offers to record.

A worker does what the page offers. Where "something happened" is shown as "a form is missing", somebody
fills in the form; where one of two ways on is not shown, somebody is pressed along the other.
"""

from importlib import import_module
from inspect import getdoc

import pytest

from yarrow.gate.catalogue import GROUNDS
from yarrow.gate.describe import description
from yarrow.gate.reasons import GateReason
from yarrow.gate.tests.book.test_describe import RULES

OFFERS: dict[str, tuple[str, ...]] = {
    "catalogue.CANNOT_BE_READ": (),
    "catalogue.ASKS_MORE": (),
    "rules.reach.HAS_DIED": (),
    "rules.reach.CONTRADICTS": (),
    "rules.plan.NOT_EASY": (),
    "rules.plan.IS_STOPPED": (),
    "rules.justice.PATHWAYS_DIFFER": (),
    "acts.reaching.FROM_THE_OTHER_SIDE": (),
    "ask.ROOM_NOT_READY": (),
    "ask.TEAM_NOT_READY": (),
    "day.beginning.NOT_JOINT": (),
    "day.beginning.ANOTHER_DAY": (),
    "day.beginning.NOT_IN_PLACE": (),
    "day.beginning.STOPPED_SINCE": (),
    "day.beginning.HOUR_AHEAD": (),
    "day.beginning.PAUSE_NOT_OVER": (),
    "rules.risk.CHANGED_SINCE": ("risk_assessed",),
    "rules.risk.HIGH_STANDS_STILL": ("risk_assessed",),
    "rules.risk.RISK_IS_HIGH": ("risk_assessed",),
    "rules.risk.MARAC_SINCE": ("risk_assessed",),
    "rules.risk.JUDGED_LOWER": ("risk_assessed",),
    "rules.about.CLOSED_BY_THEM": ("may_be_agreed", "consent"),
    "rules.justice.NEITHER_ADMITTED_NOR_FOUND": ("justice_details",),
    "rules.children.NOT_FOR_THIS_CHILD": ("child_assessment",),
    "rules.children.NO_GUARDIAN_OF_ADULTS": ("taking_part_safeguards",),
    "rules.freedom.IS_TIED": ("taking_part_tied",),
    "rules.harm_in_process.GOES_ON": ("coercion_screen", "specialist_view"),
    "rules.harm_in_process.SPECIALIST_AGAINST": ("specialist_view",),
    "rules.consent.NOT_FREE": ("coercion_screen", "specialist_view"),
    "rules.consent.DECIDED_NOT": ("consent",),
    "rules.orders.BARRED": ("order",),
    "rules.readiness.NOT_ACKNOWLEDGED": ("acknowledgement",),
    "rules.readiness.NOT_FREELY_AGREED": ("agreement_reported",),
    "rules.time_with_child.TIME_NOT_SAFE": ("contact_arrangement",),
    "rules.team.OTHER_SIDE_ASKED": ("own_choice_notice",),
    "rules.team.SOMETHING_CHANGED": ("everyone_reassessed",),
    "rules.team.NO_SHARED_ACCOUNT": ("shared_account",),
    "rules.team.AT_HOME": ("venue_plan",),
    "rules.team.WHOLE_VIEW_AGAINST": ("whole_view",),
    "rules.ways.NOT_LOW_ENOUGH_ALONE": ("risk_assessed",),
    "rules.ways.A_CHILD_CARRIES": ("go_between",),
    "acts.reaching.SAID_NOT_TO": ("approach_agreed",),
    "day.room.NOT_ALONE": ("still_so",),
    "ending.CHANGED_AND_NOT_LOOKED_AT": ("risk_assessed",),
    "ending.ACTION_OPEN": ("safety_action",),
    "ending.BREACH_NOT_TOLD": ("breach_told",),
    "ending.NOT_SAFE_WHEN_LAST_ASKED": ("follow_up_made",),
}
"""Every refusal because of something that was said or happened."""

SEVERAL: dict[str, tuple[str, ...]] = {
    "acts.stages.NOT_SCREENED": ("abuse_screen", "no_abuse"),
    "rules.reach.REACH_OLD": ("reach_confirmed", "reach"),
    "acts.reaching.NOT_CONFIRMED": ("reach_confirmed", "reach"),
    "rules.consent.OF_ANOTHER_PATHWAY": ("information_given", "consent"),
    "rules.orders.NOT_CHECKED": ("orders_check", "order"),
    "day.room.ORDERS_NOT_TODAY": ("orders_check", "still_so"),
    "day.room.NOT_TOLD": ("day_for_person", "still_so"),
    "ending.FOLLOW_UPS_OPEN": ("follow_up_made", "follow_up_left_out"),
}
"""Every record that is missing, and can be made in more than one way."""

ELSEWHERE = {
    "ask.TOO_FEW_ROOMS",
    "day.beginning.NO_DAY_SET",
    "day.beginning.ROOM_NOT_ASKED",
    "day.beginning.ONE_ASKED_THEM_ALL",
    "day.beginning.PLACE_NOT_READY",
    "rules.plan.NO_PLAN",
    "rules.plan.NOBODY_ANSWERS",
    "rules.plan.TOO_FEW",
    "rules.plan.NONE_COMPETENT",
    "rules.plan.NOT_SUPERVISED",
    "rules.plan.NOT_SIGNED",
    "rules.plan.ONE_OFF",
    "rules.plan.AFTER_CARE_MISSING",
    "rules.plan.NOT_VETTED",
}
"""What is missing from the plan or the day, and is put right there: no record of a room would help."""


def _named(name: str) -> GateReason:
    module, _, constant = name.rpartition(".")
    found = getattr(import_module(f"yarrow.gate.{module}"), constant)
    assert isinstance(found, GateReason)
    return found


@pytest.mark.parametrize(("name", "kinds"), OFFERS.items(), ids=str)
def test_what_was_said_or_happened_is_not_shown_as_missing(name: str, kinds: tuple[str, ...]) -> None:
    assert not _named(name).absent
    assert _named(name).satisfied_by == kinds


@pytest.mark.parametrize(("name", "kinds"), SEVERAL.items(), ids=str)
def test_every_way_to_make_a_missing_record_is_offered(name: str, kinds: tuple[str, ...]) -> None:
    assert _named(name).absent
    assert _named(name).satisfied_by == kinds


def test_every_other_refusal_says_that_one_record_is_missing() -> None:
    named = {_named(name).text for name in (*OFFERS, *SEVERAL)}
    others = [reason for reason in GROUNDS if reason.text not in named]

    assert others
    assert all(reason.absent for reason in others)
    elsewhere = {_named(name).text for name in ELSEWHERE}
    assert all(len(reason.satisfied_by) == (reason.text not in elsewhere) for reason in others)


def test_whoever_reads_the_page_aloud_has_read_every_refusal_and_every_rule() -> None:
    page = " ".join(description().split())

    assert not [reason.text for reason in GROUNDS if reason.text not in page]
    assert not [reason.to_satisfy for reason in GROUNDS if reason.to_satisfy not in page]
    firsts = [" ".join((getdoc(rule) or "").partition("\n\n")[0].split()) for rule in RULES]
    assert not [first for first in firsts if first.partition(". ")[2][:60] not in page]
