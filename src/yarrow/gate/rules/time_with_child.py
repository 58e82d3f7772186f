"""Time with the child (domain.md E29, E30)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.change import CourtEvent, CourtEventKind
from yarrow.gate.facts.children import ContactArrangement, ContactChecks, TimeLevel
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import abuse_applies, is_under_18, roles
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

CHECKS_MISSING = ground(
    "E29",
    N_("The seven checks before talking about time with the child are not complete, or out of date."),
    N_("Complete all seven."),
    absent=True,
    by=("contact_checks",),
)
TIME_NOT_SAFE = ground(
    "E30",
    N_("Time with the child is now spent unsupervised or at a supported centre, where there may be abuse."),
    N_("Make the time that is being spent now safer first: supervised, a staffed handover, or cards only."),
    absent=False,
    by=("contact_arrangement",),
)
TIME_LEVEL_UNKNOWN = ground(
    "E30",
    N_("It is not known how time with the child is spent now."),
    N_("Find out and record it."),
    absent=True,
    by=("contact_arrangement",),
)

_UNSAFE_LEVELS = frozenset({TimeLevel.UNSUPERVISED, TimeLevel.SUPPORTED})


def time_with_child_checked(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E29. Whether the seven checks are complete before time with the child is touched.

    Refuses joint forms about this topic, and any joint form once family proceedings or an arrangement
    are on file, in the room of the person harmed and of each child, until later complete checks.
    Source: domain.md E29, §5.5. Our own.
    """
    if (
        question.form not in JOINT
        or not abuse_applies(facts, question.day)
        or not _asked_about_time(facts, question)
    ):
        return
    since = _last_news_of_time(facts)
    if since == 0 and Topic.TIME_WITH_CHILD not in question.topics:
        return
    if not _checked_after(facts, question, since):
        yield CHECKS_MISSING


def time_now_is_safe(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E30. Refuses joint forms while time with the child is unsupervised or at a supported centre.

    Source: domain.md E30 (S136, S138). Persuasive.
    """
    now = facts.latest(ContactArrangement)
    if now is None or not _concerns(facts, question):
        return
    if now.fact.level in _UNSAFE_LEVELS:
        yield TIME_NOT_SAFE
    if now.fact.level is TimeLevel.UNKNOWN:
        yield TIME_LEVEL_UNKNOWN


def _concerns(facts: FactsView, question: Question) -> bool:
    return question.form in JOINT and abuse_applies(facts, question.day)


def _asked_about_time(facts: FactsView, question: Question) -> bool:
    only_harmed_others = bool(roles(facts)) and roles(facts) <= {Role.CAUSED_HARM, Role.SUPPORTER}
    return not only_harmed_others or is_under_18(facts, question.day) is Answer.YES


def _last_news_of_time(facts: FactsView) -> int:
    court = [each for each in facts.every(CourtEvent) if each.fact.event is CourtEventKind.FAMILY_PROCEEDINGS]
    arranged = facts.every(ContactArrangement)
    # A change to a safer level is no news to be checked again: it is what the checks ask for.
    unsettling = [
        each
        for place, each in enumerate(arranged)
        if place == 0 or each.fact.level in _UNSAFE_LEVELS | {TimeLevel.UNKNOWN}
    ]
    return max(last_number(court), last_number(unsettling))


def _checked_after(facts: FactsView, question: Question, number: int) -> bool:
    checks = facts.latest(ContactChecks)
    if checks is None or checks.number < number or not checks.fact.complete():
        return False
    return checks.fact.review_on is None or checks.fact.review_on >= question.day
