"""Taking responsibility and being ready (domain.md E19, E21, E22, E33)."""

from collections.abc import Iterator

from yarrow.gate.catalogue import ground
from yarrow.gate.facts.children import AgreementReported
from yarrow.gate.facts.readiness import Acknowledgement, Extent, Preparation, Programme, ProgrammeState
from yarrow.gate.facts.risk import SafetyPlan
from yarrow.gate.facts.who import Role
from yarrow.gate.forms import DIRECT, JOINT, Form
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rules.circumstances import (
    abuse_applies,
    has_ready_supporter,
    is_under_18,
    only_supports,
    roles,
    takes_part,
)
from yarrow.gate.view import FactsView
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

NOT_ACKNOWLEDGED = ground(
    "E19",
    N_("This person does not acknowledge what happened, or the harm it did."),
    N_("Go on with work with this person alone; nothing joint until they acknowledge it."),
    absent=False,
    by=("acknowledgement",),
)
ACKNOWLEDGEMENT_MISSING = ground(
    "E19",
    N_("It is not recorded what this person says of their own part."),
    N_("Hear it in their own words, and record how far they acknowledge it."),
    absent=True,
    by=("acknowledgement",),
)
ACKNOWLEDGEMENT_UNREVIEWED = ground(
    "E19",
    N_("No second worker went through what this person acknowledges."),
    N_("Go through it with a second worker and record it again with their name."),
    absent=True,
    by=("acknowledgement",),
)
PROGRAMME_MISSING = ground(
    "E21",
    N_("It is not recorded whether work on the behaviour was assessed, and where it stands."),
    N_("Have it assessed, and record the result."),
    absent=True,
    by=("programme",),
)
TOO_LITTLE_PREPARATION = ground(
    "E22",
    N_("Fewer than two preparation sessions with this person are recorded."),
    N_("Prepare with them, apart, and record the sessions."),
    absent=True,
    by=("preparation",),
)
NO_SAFETY_PLAN = ground(
    "E22",
    N_("There is no written safety plan for this person, or its day for looking again has passed."),
    N_("Write it with them."),
    absent=True,
    by=("safety_plan",),
)
NO_SUPPORTER = ground(
    "E22",
    N_("Nobody is recorded beside this person who was prepared, apart, and checked for danger."),
    N_("Let them choose someone, an advocate if they are alone; prepare and check them."),
    absent=True,
    by=("supporter",),
)
CIRCLE_NOT_PREPARED = ground(
    "E22",
    N_("Nobody of this person's own people was prepared and checked for danger."),
    N_("Prepare and check those who come to the circle."),
    absent=True,
    by=("supporter",),
)
NOT_FREELY_AGREED = ground(
    "E33",
    N_("A promise or settlement stands to which the person harmed did not freely agree."),
    N_("It is set aside, or agreed afresh and freely, each alone."),
    absent=False,
    by=("agreement_reported",),
)
AGREEMENT_UNKNOWN = ground(
    "E33",
    N_("A promise or settlement stands, and it is not known whether the person harmed freely agreed."),
    N_("Their own worker asks them, alone, and tells you."),
    absent=True,
    by=("agreement_reported",),
)


def acknowledges(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E19. Whether the person who harmed acknowledges what happened and the harm.

    Refuses joint forms when nothing is recorded in the room of someone who caused harm; when anyone's
    last record says "not at all"; and, where abuse is not excluded, when no second worker went through
    it. Source: domain.md E19 (S14, S20, S50). Standard.
    """
    if question.form not in JOINT:
        return
    latest, caused = facts.latest(Acknowledgement), Role.CAUSED_HARM in roles(facts)
    if latest is None:
        if caused:
            yield ACKNOWLEDGEMENT_MISSING
        return
    if latest.fact.extent is Extent.NONE:
        yield NOT_ACKNOWLEDGED
    elif caused and abuse_applies(facts, question.day) and not latest.seconded:
        yield ACKNOWLEDGEMENT_UNREVIEWED


def programme_known(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E21. Refuses direct forms, where abuse is not excluded, until work on the behaviour was assessed.

    Asked in the room of someone who caused harm. domain.md E8 tells "joint" from "indirect" work, so
    a carried message waits for vetting, not for this. Source: domain.md E21 (S61, S69). Persuasive.
    """
    if not _meets_in_abuse(facts, question) or Role.CAUSED_HARM not in roles(facts):
        return
    latest = facts.latest(Programme)
    if latest is None or latest.fact.state is ProgrammeState.UNKNOWN:
        yield PROGRAMME_MISSING


def prepared(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E22. Whether this person is prepared, with someone beside them.

    Refuses direct forms, where abuse is not excluded, with fewer than two preparation sessions, and
    without a supporter who is prepared and checked. A child who is only affected is not asked.
    Source: domain.md E22 (S26, S32, S113). Persuasive.
    """
    if not _meets_in_abuse(facts, question) or not takes_part(facts):
        return
    if sum(found.fact.sessions for found in facts.every(Preparation)) < facts.policy.sessions:
        yield TOO_LITTLE_PREPARATION
    if not only_supports(facts) and not has_ready_supporter(facts):
        yield NO_SUPPORTER


def safety_planned(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E22. Whether there is a safety plan.

    Refuses direct forms, where abuse is not excluded, without one in date: for everyone under 18, and
    for every adult whose part is anything but having caused harm or supporting someone.
    Source: domain.md E22 (S32). Persuasive.
    """
    if not _meets_in_abuse(facts, question):
        return
    known = roles(facts)
    not_needed = bool(known) and known <= {Role.CAUSED_HARM, Role.SUPPORTER}
    if not_needed and is_under_18(facts, question.day) is not Answer.YES:
        return
    plan = facts.latest(SafetyPlan)
    if plan is None or (plan.fact.review_on is not None and plan.fact.review_on < question.day):
        yield NO_SAFETY_PLAN


def own_people_prepared(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E22. Refuses a circle of a person's own people until one of them is prepared and checked.

    Source: domain.md E22 (S113), §4.2. Persuasive.
    """
    if question.form is Form.CIRCLE_OF_OWN_PEOPLE and not has_ready_supporter(facts):
        yield CIRCLE_NOT_PREPARED


def agreements_are_free(facts: FactsView, question: Question) -> Iterator[GateReason]:
    """E33. Whether a promise or settlement on file was freely agreed by the person harmed.

    Refuses direct forms, where abuse is not excluded, unless the last one recorded was.
    Source: domain.md E33 (S12, S50). Persuasive.
    """
    if _meets_in_abuse(facts, question):
        yield from free_agreement(facts)


def free_agreement(facts: FactsView) -> Iterator[GateReason]:
    """What the last recorded promise or settlement gives as a reason, if any."""
    latest = facts.latest(AgreementReported)
    if latest and latest.fact.freely_agreed is Answer.NO:
        yield NOT_FREELY_AGREED
    if latest and latest.fact.freely_agreed is Answer.UNKNOWN:
        yield AGREEMENT_UNKNOWN


def _meets_in_abuse(facts: FactsView, question: Question) -> bool:
    return question.form in DIRECT and abuse_applies(facts, question.day)
