"""Free to choose, then informed, then a yes of their own (domain.md E13 to E16), and known roles."""

from collections.abc import Iterator, Sequence

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.choice import CoercionScreen, Consent, ConsentValue, InformationGiven
from yarrow.gate.facts.freedom import TakingPartTied
from yarrow.gate.facts.harm import Pressure
from yarrow.gate.facts.risk import ScreenResult, View
from yarrow.gate.forms import JOINT
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import (
    abuse_applies,
    clear_screens,
    is_exposed_child,
    last_said,
    latest_view_of_person,
    takes_part,
)
from yarrow.gate.rules.harm_in_process import worrying_screens
from yarrow.gate.rules.justice import moved_at
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView, Found, last_number
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

NOT_ASKED = ground(
    "E13",
    N_("This person has not been asked, alone, whether they are free to choose."),
    N_("Ask them alone, and record what came of it."),
    absent=True,
    by=("coercion_screen",),
)
NOT_ALONE = ground(
    "E13",
    N_("When this person was last asked whether they are free to choose, it was not alone, or not clear."),
    N_("Ask again, alone."),
    absent=True,
    by=("coercion_screen",),
)
SCREEN_LAPSED = ground(
    "E13",
    N_("It is more than 14 days since this person was asked, alone, whether they are free to choose."),
    N_("Ask again, alone, before the next step."),
    absent=True,
    by=("coercion_screen",),
)
NOT_FREE = ground(
    "E13",
    N_("There was pressure, or a worry about their freedom to choose, and it has not been cleared since."),
    N_("Ask again, alone; where asking worried us, a specialist looks at it too."),
    absent=False,
    by=("coercion_screen", "specialist_view"),
)
NOT_INFORMED = ground(
    "E14",
    N_("It is not recorded that this person was told what the work is and what it cannot promise."),
    N_("Explain it in their language, and record how."),
    absent=True,
    by=("information_given",),
)
NOT_FULLY_INFORMED = ground(
    "E14",
    N_("Not all that this person must be told is recorded as told, in their own language."),
    N_("Go through the five with them: ways of working, looking after, stopping, limits, language."),
    absent=True,
    by=("information_given",),
)
NO_YES = ground(
    "E15",
    N_("There is no yes of this person on file for this way of working and this topic."),
    N_("Ask them, after informing them; a yes names the way of working and the topic."),
    absent=True,
    by=("consent",),
)
YES_TOO_EARLY = ground(
    "E15",
    N_("Their yes is older than the information, or than the asking alone; so it does not count."),
    N_("Ask for their decision again now."),
    absent=True,
    by=("consent",),
)
YES_LAPSED = ground(
    "E15",
    N_("The day for asking again has passed, so their yes has lapsed."),
    N_("Ask for their decision again."),
    absent=True,
    by=("consent",),
)
OF_ANOTHER_PATHWAY = ground(
    "E15",
    N_("The work has moved to the other pathway since; what they agreed to was another kind of work."),
    N_("Explain what is different now, alone, and ask for their decision again."),
    absent=True,
    by=("information_given", "consent"),
)
DECIDED_NOT = ground(
    "E16",
    N_("This person decided not to take part in this, or has stopped taking part."),
    N_("Nothing. Do not persuade. If they change their mind by themselves, record that."),
    absent=False,
    by=("consent",),
)


def free_to_choose(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E13. Whether this person is free to choose, asked alone.

    Refuses joint forms when nobody asked, not alone, without a clear result, or not in the last 14 days;
    and after pressure or a worrying screen until a later clear one (with a specialist's view where asking
    worried us). A child who lived with it is heard instead (E18).
    Source: domain.md E13, §3.5 (S34, S96a, S99); the 14 days are our own (docs/decisions/0010). Persuasive.
    """
    if not _concerns(facts, question):
        return
    screens = facts.every(CoercionScreen)
    if not is_exposed_child(facts):
        if not screens:
            yield NOT_ASKED
        elif not screens[-1].in_date(question.day):
            yield SCREEN_LAPSED
    if screens and screens[-1].number not in {each.number for each in clear_screens(facts)}:
        yield NOT_FREE if screens[-1].fact.result is ScreenResult.CONCERN else NOT_ALONE
    if not _cleared(facts):
        yield NOT_FREE


def informed(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E14. Refuses joint forms until it is recorded that this person was informed.

    Where abuse is not excluded, of each of five: the ways of working and what may come of them, who
    looks after what is agreed, that they may stop, what cannot be kept in confidence, and in their own
    language. Over several talks or in one; after a move to the other pathway, anew. Not asked of a child
    who, as their worker says, does not take part. Source: domain.md E14 (S20, S41, S50). Standard.
    """
    if question.form not in JOINT or not takes_part(facts):
        return
    told = _told_on_this_pathway(facts)
    if not told:
        yield NOT_INFORMED
    elif abuse_applies(facts, question.day) and not informed_fully(told):
        yield NOT_FULLY_INFORMED


def _told_on_this_pathway(facts: FactsView) -> list[Found[InformationGiven]]:
    return [each for each in facts.every(InformationGiven) if each.number > moved_at(facts)]


_TO_BE_TOLD = ("ways", "looked_after", "stopping", "limits", "own_language")


def informed_fully(told: Sequence[Found[InformationGiven]]) -> bool:
    """Whether the last that was said of each of the five is a yes; not said is not known."""
    return all(last_said(told, part) is Answer.YES for part in _TO_BE_TOLD)


def own_yes(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E15. Whether this person's own yes names this form and each topic.

    Refuses joint forms without such a yes, when it is older than the information or than the clear
    screen it has to follow, lapsed, or from before a move to the other pathway. A wish or a yes to
    something else is not one. A child who does not take part does not carry this; the child's worker
    does (E18). One who takes part, or may, says yes for themselves too.
    Source: domain.md E15 (S13, S20), E18 (S10), order from E13 and E14. Standard.
    """
    if question.form not in JOINT or not takes_part(facts):
        return
    for topic in question.topics:
        yield from _lacking(_decision(facts, question, topic), facts, question)


def not_declined(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E16. Refuses a form that this person's last decision about it declines or withdraws.

    At once, without a reason owed, also for work alone; a withdrawal that names no form is one from
    everything joint. Source: domain.md E16 (S20, S23, S50). Standard.
    """
    if not takes_part(facts):
        return
    for topic in question.topics:
        decision = _decision(facts, question, topic)
        if decision and decision.fact.value is not ConsentValue.GIVEN:
            yield DECIDED_NOT


def _lacking(decision: Found[Consent] | None, facts: FactsView, question: Question) -> Iterator[GateReason]:
    if decision is None:
        yield NO_YES
        return
    if decision.fact.value is not ConsentValue.GIVEN:
        return
    if decision.number < moved_at(facts):
        yield OF_ANOTHER_PATHWAY
        return
    if decision.fact.review_on is not None and decision.fact.review_on < question.day:
        yield YES_LAPSED
    if not _in_order(decision, facts, question):
        yield YES_TOO_EARLY


def _in_order(decision: Found[Consent], facts: FactsView, question: Question) -> bool:
    told = [each for each in _told_on_this_pathway(facts) if each.number < decision.number]
    if last_number(facts.every(TakingPartTied)) > decision.number:
        return False  # a yes on which something hung is none, also when it no longer hangs on it
    if not abuse_applies(facts, question.day):
        return bool(told)
    informed_before = informed_fully(told)
    last = _last_doubt(facts)
    if is_exposed_child(facts) and not last:
        return informed_before  # heard apart instead (E18)
    return informed_before and any(last < each.number < decision.number for each in clear_screens(facts))


def _decision(facts: FactsView, question: Question, topic: Topic) -> Found[Consent] | None:
    about = [each for each in facts.every(Consent) if _is_about(each.fact, question, topic)]
    return about[-1] if about else None


def _is_about(decision: Consent, question: Question, topic: Topic) -> bool:
    if decision.value is ConsentValue.GIVEN:
        return question.form in decision.forms and topic in decision.topics
    names_form = question.form in decision.forms or (not decision.forms and question.form in JOINT)
    return names_form and (topic in decision.topics or not decision.topics)


def _concerns(facts: FactsView, question: Question) -> bool:
    return question.form in JOINT and abuse_applies(facts, question.day)


def _last_doubt(facts: FactsView) -> int:
    return max(last_number(facts.every(Pressure)), worrying_screens(facts))


def _cleared(facts: FactsView) -> bool:
    screens = last_number(clear_screens(facts))
    if last_number(facts.every(Pressure)) > screens or worrying_screens(facts) > screens:
        return False
    view = latest_view_of_person(facts)
    supported = view is not None and view.fact.view is View.SUPPORTS and view.number > worrying_screens(facts)
    return worrying_screens(facts) == 0 or supported
