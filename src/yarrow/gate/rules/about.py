"""What one topic asks besides. Time with the child has a page of its own (``time_with_child``)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.course import MayBeAgreed, Openness
from yarrow.gate.facts.risk import Level, RiskAssessed, SafetyPlan
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.gate.rules.circumstances import abuse_applies, is_under_18, roles
from yarrow.gate.rules.risk import level_of
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

CLOSED_BY_THEM = ground(
    "E15",
    N_("This person has closed this topic: it is not raised with them."),
    N_("Nothing. If they open it by themselves, record that."),
    absent=False,
    by=("may_be_agreed", "consent"),
    weight=SourceStanding.OURS,
)
RISK_NOT_FRESH = ground(
    "COURSE",
    N_("Talk of parting or of living together is a time of danger, and risk was not looked at in 14 days."),
    N_("Assess risk with them, alone, before it is spoken of; and again afterwards."),
    absent=True,
    by=("risk_assessed",),
)
NO_PLAN_FOR_IT = ground(
    "COURSE",
    N_("Talk of parting or of living together is a time of danger, and there is no safety plan in date."),
    N_("Write it with them before it is spoken of."),
    absent=True,
    by=("safety_plan",),
)

_COURSES = frozenset({Topic.PARTING, Topic.LIVING_TOGETHER})
_OPENS: dict[Topic, tuple[str, ...]] = {
    Topic.BELONGINGS: ("belongings", "money"),
    Topic.TIME_WITH_CHILD: ("time_with_child",),
    Topic.PARTING: ("home", "belongings", "money", "staying_in_touch"),
}
"""Which answers of "what may be agreed" belong to a topic; it is open while one of them is."""


def topic_not_closed(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E15. Whether this person keeps a topic closed.

    Refuses joint forms about a topic whose parts this person closed, and of which none is open, until
    they open one or say yes to it by themselves; "not asked", written later, opens none.
    Source: domain.md E29, E15. Our own.
    """
    if question.form in JOINT and any(_stays_closed(facts, topic) for topic in question.topics):
        yield CLOSED_BY_THEM


def course_looked_at(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """COURSE. Whether risk is fresh before parting or living together is spoken of, with a safety plan.

    Refuses joint forms about either, where abuse is not excluded, without an assessment written in the
    last 14 days; and without a safety plan in date, except of an adult who only harmed or supports
    somebody. Both ways stand equal, and both change who is in danger.
    Source: domain.md §3.5 (S98), E32, §5.6 (S150); the 14 days are ours. Our own.
    """
    if question.form not in JOINT or not question.topics & _COURSES:
        return
    if not abuse_applies(facts, question.day):
        return
    assessed = facts.latest(RiskAssessed)
    if assessed is None or level_of(assessed.fact) is Level.UNKNOWN or not assessed.is_fresh(question.day):
        yield RISK_NOT_FRESH
    if _needs_plan(facts, question) and not _planned(facts, question):
        yield NO_PLAN_FOR_IT


def _stays_closed(facts: FactsView, topic: Topic) -> bool:
    parts: dict[str, Openness] = {}
    since = 0
    for each in facts.every(MayBeAgreed):
        said = {name: getattr(each.fact, name) for name in _OPENS.get(topic, ())}
        known = {name: openness for name, openness in said.items() if openness is not Openness.UNKNOWN}
        parts |= known
        since = each.number if known else since
    is_closed = Openness.CLOSED in parts.values() and Openness.WILLING not in parts.values()
    return is_closed and not _said_yes_since(facts, topic, since)


def _said_yes_since(facts: FactsView, topic: Topic, number: int) -> bool:
    return any(
        each.number > number and each.fact.value is ConsentValue.GIVEN and topic in each.fact.topics
        for each in facts.every(Consent)
    )


def _needs_plan(facts: FactsView, question: Question) -> bool:
    known = roles(facts)
    only_harmed_others = bool(known) and known <= {Role.CAUSED_HARM, Role.SUPPORTER}
    return not only_harmed_others or is_under_18(facts, question.day) is Answer.YES


def _planned(facts: FactsView, question: Question) -> bool:
    plan = facts.latest(SafetyPlan)
    return plan is not None and (plan.fact.review_on is None or plan.fact.review_on >= question.day)
