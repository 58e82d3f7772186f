"""Asking a person's room: what its holder sees."""

from collections.abc import Sequence

from yarrow.gate.facts.base import Home
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rulebook import Rule, reasons_of
from yarrow.gate.rules import (
    about,
    children,
    consent,
    freedom,
    harm_in_process,
    justice,
    orders,
    reach,
    readiness,
    risk,
    role,
    time_with_child,
    ways,
)
from yarrow.gate.rules.circumstances import is_not_concerned
from yarrow.gate.view import FactsView

PERSON_RULES: tuple[Rule, ...] = (
    reach.alive,
    reach.not_contradictory,
    reach.reached_safely,
    risk.risk_known,
    risk.risk_fresh,
    risk.risk_not_high,
    risk.judgement_only_raises,
    risk.referral_decided,
    risk.medium_risk_agreed,
    harm_in_process.no_harm_going_on,
    harm_in_process.young_harm_looked_at,
    harm_in_process.grave_harm_looked_at,
    harm_in_process.kind_of_harm_known,
    harm_in_process.specialist_not_against,
    harm_in_process.honour_looked_at,
    harm_in_process.counter_allegation_looked_at,
    role.role_known,
    role.both_parts_looked_at,
    role.shares_reviewed,
    freedom.nothing_hangs_on_it,
    freedom.something_in_its_place,
    freedom.told_to_nobody,
    freedom.interpreted_by_an_outsider,
    consent.free_to_choose,
    justice.pathway_agrees,
    justice.told_of_the_right,
    justice.harmed_person_leads,
    consent.informed,
    consent.own_yes,
    consent.not_declined,
    about.topic_not_closed,
    about.course_looked_at,
    children.child_protected,
    children.needs_met,
    children.no_guardian_for_an_adult,
    children.authority_considered,
    readiness.acknowledges,
    readiness.programme_known,
    readiness.prepared,
    readiness.safety_planned,
    readiness.own_people_prepared,
    ways.low_enough_to_be_alone,
    ways.stand_in_known,
    readiness.agreements_are_free,
    orders.no_order_bars,
    orders.orders_checked,
    time_with_child.time_with_child_checked,
    time_with_child.time_now_is_safe,
    reach.secret_guarded,
)


ASKED_OF_ALL: tuple[Rule, ...] = (reach.alive, reach.not_contradictory)
"""What is asked even of somebody whom the joint work of others leaves aside."""


def rules_for(facts: FactsView, question: Question) -> tuple[Rule, ...]:
    """The rules that this room answers by; whatever goes wrong, all of them."""
    try:
        aside = question.form in JOINT and is_not_concerned(facts, question.day)
    except Exception:  # noqa: BLE001  # an error asks everything
        return PERSON_RULES
    return ASKED_OF_ALL if aside else PERSON_RULES


def reasons_for_person(recorded: Sequence[Recorded], question: Question) -> tuple[GateReason, ...]:
    """Every reason, from this room alone, why this person may not take part in this on that day."""
    return reasons_of(rules_for, recorded, Home.PERSON, question)
