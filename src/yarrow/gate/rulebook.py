"""Asking rules so that nothing they do wrong can open anything."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from yarrow.gate.catalogue import ASKS_MORE, CANNOT_BE_READ
from yarrow.gate.facts.base import Home
from yarrow.gate.forms import JOINT
from yarrow.gate.policy import OWN
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.view import FactsView

Rule = Callable[[FactsView, Question], Iterator[GateReason]]


def reasons_of(
    rules_for: Callable[[FactsView, Question], Sequence[Rule]],
    recorded: Sequence[Recorded],
    home: Home,
    question: Question,
) -> tuple[GateReason, ...]:
    """Every reason that these rules give, each once; what cannot be read is a reason too."""
    try:
        facts = FactsView(recorded, home, question.policy)
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return (CANNOT_BE_READ,)
    found = reasons_in(rules_for(facts, question), facts, question)
    if not found or question.policy == OWN:
        return found
    return said_by_whom(found, reasons_of(rules_for, recorded, home, replace(question, policy=OWN)))


def said_by_whom(found: tuple[GateReason, ...], own: Sequence[GateReason]) -> tuple[GateReason, ...]:
    """The reasons found; where the rules' own numbers do not give all of them, that is said as well."""
    return found if set(found) <= set(own) else (*found, ASKS_MORE)


def reasons_in(rules: Sequence[Rule], facts: FactsView, question: Question) -> tuple[GateReason, ...]:
    """The same, for facts that were read already, by the numbers of the question itself."""
    if facts.policy != question.policy or (question.form in JOINT and not question.topics):
        return (CANNOT_BE_READ,)
    given = (reason for rule in rules for reason in _safely(rule, facts, question))
    return tuple(dict.fromkeys(given))


def any_refuses(rules: Sequence[Rule], facts: FactsView, question: Question) -> bool:
    """Whether at least one rule refuses; stops at the first, since a standing never says why."""
    if facts.policy != question.policy or (question.form in JOINT and not question.topics):
        return True
    return any(_safely(rule, facts, question) for rule in rules)


def _safely(rule: Rule, facts: FactsView, question: Question) -> tuple[GateReason, ...]:
    try:
        return tuple(rule(facts, question))
    except Exception:  # noqa: BLE001  # an error in a rule is a no for what was asked, never a yes
        return (CANNOT_BE_READ,)
