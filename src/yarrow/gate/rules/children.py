"""Under-18s, and people who need more (domain.md E18)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.children import (
    ChildAssessment,
    ChildView,
)
from yarrow.gate.facts.choice import Consent, ConsentValue
from yarrow.gate.facts.freedom import CARE, Dependence, SafeguardingDecision, SafeguardingStep
from yarrow.gate.facts.readiness import Capacity, TakingPartSafeguards, Vulnerability, WhoAgrees
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import (
    abuse_applies,
    is_exposed_child,
    is_under_18,
    last_said,
    only_supports,
    takes_part,
)
from yarrow.gate.rules.justice import moved_at
from yarrow.gate.view import FactsView, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

AGE_UNKNOWN = ground(
    "E18",
    N_("It is not known whether this person is under 18."),
    N_("Record their age or date of birth."),
    absent=True,
    by=("identity",),
)
NOT_HEARD = ground(
    "E18",
    N_("This child or young person has not been heard, or not apart."),
    N_("Someone skilled hears them, apart, and they choose what may be passed on."),
    absent=True,
    by=("child_view",),
)
NOT_SAFEGUARDED = ground(
    "E18",
    N_("It is not recorded what makes taking part fair for this person."),
    N_("Record an independent supporter, whose decision it is, and what is adapted."),
    absent=True,
    by=("taking_part_safeguards",),
)
CHILD_NOT_ASSESSED = ground(
    "E18",
    N_("The child's worker has not said, in date, whether it may go ahead for this child."),
    N_("The child's worker assesses it, with reasons."),
    absent=True,
    by=("child_assessment",),
)
NOT_FOR_THIS_CHILD = ground(
    "E18",
    N_("The child's worker says that it may not go ahead for this child."),
    N_("Follow the worker's reasons; assess again when something is different."),
    absent=False,
    by=("child_assessment",),
)

NOBODY_DECIDED = ground(
    "SAFEGUARD",
    N_("It is not recorded whether the local authority was told of this child or adult at risk, or why not."),
    N_("Tell them, at once where there is danger, and record it. Telling never waits for anything here."),
    absent=True,
    by=("safeguarding_decision",),
)
NO_GUARDIAN_OF_ADULTS = ground(
    "E18",
    N_("Somebody else is recorded as agreeing for an adult. Nobody agrees to this for a grown-up person."),
    N_("An independent advocate and the worker judge with them what is best; record whose decision it is."),
    absent=False,
    by=("taking_part_safeguards",),
)


def child_protected(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E18. Whether a child or young person is heard, assessed and safe to take part.

    Refuses joint forms when the age is not known; for under-18s until they were heard (apart, where
    there is abuse), safeguards stand if they take part, and, where there is abuse, the child's worker
    says in date that it may go ahead. The child's own no is never what stops it on paper: it asks for
    a new assessment. Source: domain.md E18 (S10); design.md §4. Persuasive.
    """
    if question.form not in JOINT:
        return
    young = is_under_18(facts, question.day)
    if young is Answer.UNKNOWN:
        yield AGE_UNKNOWN
    if young is not Answer.YES:
        return
    abuse = abuse_applies(facts, question.day)
    if not _heard(facts, apart=abuse):
        yield NOT_HEARD
    if takes_part(facts) and not _safeguarded_after(facts, 0):
        yield NOT_SAFEGUARDED
    if abuse:
        yield from _assessed(facts, question)


def needs_met(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E18. Refuses joint forms after a recorded need, or a doubt about capacity, until safeguards stand.

    Source: domain.md E18 (S10). Persuasive.
    """
    capacity = facts.latest(Capacity)
    doubt = capacity.number if capacity and capacity.fact.value is not Answer.YES else 0
    last = max(last_number(facts.every(Vulnerability)), doubt)
    if question.form in JOINT and last and not _safeguarded_after(facts, last):
        yield NOT_SAFEGUARDED


def no_guardian_for_an_adult(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E18. Refuses joint forms while somebody else is recorded as agreeing for an adult.

    Who cannot decide this has an advocate who depends on nobody here; a relative's yes is none.
    Source: domain.md E18 (S10). Persuasive.
    """
    latest = facts.latest(TakingPartSafeguards)
    if latest is None or question.form not in JOINT:
        return
    if latest.fact.who_agrees is WhoAgrees.GUARDIAN and is_under_18(facts, question.day) is Answer.NO:
        yield NO_GUARDIAN_OF_ADULTS


def authority_considered(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """SAFEGUARD. Whether it was decided to tell the local authority.

    Refuses joint forms, where abuse is not excluded, in the room of everybody under 18 who is more than
    a supporter, and of every adult who needs the other person for care or health, until it is recorded
    since then that the authority knows, or with whom it was decided that it need not. The duty to report
    is law; that joint work waits for the record is ours. Source: domain.md §5.1 (S124), §3.1 (S88, S91).
    Our own.
    """
    if question.form not in JOINT or not abuse_applies(facts, question.day):
        return
    young = is_under_18(facts, question.day) is Answer.YES and not only_supports(facts)
    cared_for = last_number([each for each in facts.every(Dependence) if CARE & set(each.fact.on)])
    decided = [each for each in facts.every(SafeguardingDecision) if _is_decided(each.fact)]
    if (young and not decided) or cared_for > last_number(decided):
        yield NOBODY_DECIDED


def _is_decided(found: SafeguardingDecision) -> bool:
    return found.step is not SafeguardingStep.UNKNOWN and not found.problems()


def _heard(facts: FactsView, *, apart: bool) -> bool:
    view = facts.latest(ChildView)
    if view is None or view.fact.heard is not Answer.YES:
        return False
    return view.fact.apart is Answer.YES or not apart


def _assessed(facts: FactsView, question: Question) -> Iterator[GateReason]:
    found = facts.latest(ChildAssessment)
    if found is not None and found.fact.stands is Answer.NO:
        yield NOT_FOR_THIS_CHILD
        return
    if (
        found is None
        or found.number < moved_at(facts)
        or found.fact.stands is not Answer.YES
        or _said_no_after(facts, found.number)
        or (found.fact.review_on is not None and found.fact.review_on < question.day)
    ):
        yield CHILD_NOT_ASSESSED


def _said_no_after(facts: FactsView, number: int) -> bool:
    said_no = [each for each in facts.every(Consent) if each.fact.value is not ConsentValue.GIVEN]
    return is_exposed_child(facts) and last_number(said_no) > number


def _safeguarded_after(facts: FactsView, number: int) -> bool:
    found = facts.latest(TakingPartSafeguards)
    if found is None or found.number < max(number, moved_at(facts)):
        return False  # also what others agreed to before the work moved to the other pathway
    settled = found.fact.who_agrees is not WhoAgrees.UNKNOWN and not _decides_without_capacity(facts)
    return settled and found.fact.independent_supporter is Answer.YES


def _decides_without_capacity(facts: FactsView) -> bool:
    found = facts.latest(TakingPartSafeguards)
    lacks = last_said(facts.every(Capacity), "value") is Answer.NO
    return lacks and found is not None and found.fact.who_agrees is WhoAgrees.THEMSELVES
