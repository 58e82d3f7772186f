"""What the plan must hold: people, supervision, steps, vetting, sign-off (domain.md §8)."""

from collections.abc import Iterator
from datetime import timedelta

from yarrow.gate.catalogue import ground
from yarrow.gate.forms import CARRIED, DIRECT, JOINT
from yarrow.gate.plan_facts import AfterCare, PlanFacts, PlanPractitioner, SignOff
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason, SourceStanding
from yarrow.gate.topics import Topic
from yarrow.gate.words import Answer
from yarrow.kernel.words import N_

NO_PLAN = ground(
    "UNKNOWN",
    N_("There is no plan for this, or it could not be read."),
    N_("Make a plan."),
    absent=True,
)
NOBODY_ANSWERS = ground(
    "E19",
    N_("Nobody who would take part is recorded as having caused harm, or it is not known."),
    N_("Look in each room at who did what; or choose another topic, or work with each person alone."),
    absent=True,
)
TOO_FEW = ground(
    "E5",
    N_("Fewer than two workers are on this plan."),
    N_("Add a second worker."),
    absent=True,
)
NONE_COMPETENT = ground(
    "E5",
    N_("No worker on this plan has competence in domestic abuse recorded and in date."),
    N_("Add a worker who has, or record it when it is renewed."),
    absent=True,
)
NOT_SUPERVISED = ground(
    "E6",
    N_("A worker on this plan has had no supervision recorded in the last twelve weeks."),
    N_("Hold supervision, and record it."),
    absent=True,
)
NOT_SIGNED = ground(
    "E22",
    N_("No supervisor who is not on the case has signed this plan as it is now, in the last 14 days."),
    N_("Ask a supervisor who holds no room of this case to read the briefs and sign."),
    absent=True,
    weight=SourceStanding.OURS,
)
ONE_OFF = ground(
    "E26",
    N_("The plan is not a series: preparation, the joint step and after-care must all be written."),
    N_("Write the three parts."),
    absent=True,
)
AFTER_CARE_MISSING = ground(
    "E35",
    N_("The days for asking again are not all set: 48 hours, 2 and 6 weeks, 3 and 6 months."),
    N_("Set them, the person harmed first."),
    absent=True,
)
NOT_VETTED = ground(
    "E27",
    N_("What would be carried has not been vetted, as it is now, by two different workers."),
    N_("Two workers read it for hidden threat, blame, places and news of the child; nothing goes unseen."),
    absent=True,
)
NOT_EASY = ground(
    "UNEASE",
    N_("A worker is not easy about this. No reason is owed."),
    N_("Only the worker who said so can lift it; then it is signed again."),
    absent=False,
)
IS_STOPPED = ground(
    "STOPPED",
    N_("This plan was stopped, or it is not known whether it was."),
    N_("Make a new plan when the time is right."),
    absent=False,
)


def somebody_answers(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """E19. Refuses direct forms about what happened, where abuse is not excluded, when nobody caused it.

    Each room alone may say "was harmed"; somebody must be there who answers for harm, and what they
    acknowledge is asked in their own room. Source: domain.md E19 (S14, S20, S50). Standard.
    """
    about_harm = Topic.HARM in question.topics and _direct_in_abuse(plan, question)
    if about_harm and plan.answered_for is not Answer.YES:
        yield NOBODY_ANSWERS


def two_workers(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """E5. Refuses joint forms, where abuse is not excluded, with fewer than two workers, or none competent.

    Source: domain.md E5 (S02, S14, S31, S60). Persuasive.
    """
    if not _joint_in_abuse(plan, question):
        return
    if len(plan.practitioners) < question.policy.workers:
        yield TOO_FEW
    if not any(_is_competent(each, question) for each in plan.practitioners):
        yield NONE_COMPETENT


def supervised(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """E6. Refuses joint forms, where abuse is not excluded, unless every worker was supervised in 12 weeks.

    Source: domain.md E6 (S21). Standard.
    """
    if not _joint_in_abuse(plan, question):
        return
    if not plan.practitioners or not all(_is_supervised(each, question) for each in plan.practitioners):
        yield NOT_SUPERVISED


def signed_off(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """E22. Refuses joint forms, where abuse is not excluded, without a signature from outside the case.

    It holds for 14 days, for this plan and these answers only. No signature lifts any other reason.
    Source: domain.md E22 (S32); 14 days and digest: design.md §4, §5.10. Our own.
    """
    if _joint_in_abuse(plan, question) and not _sign_off_holds(plan.sign_off, question):
        yield NOT_SIGNED


def is_a_series(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """E26. Refuses direct forms, where abuse is not excluded, that stand alone.

    Source: domain.md E26 (S03, S30, S62); design.md §5, decision 5. Persuasive.
    """
    parts = (plan.has_preparation, plan.has_joint_step, plan.has_after_care)
    if _direct_in_abuse(plan, question) and not all(part is Answer.YES for part in parts):
        yield ONE_OFF


def after_care_set(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """E35. Refuses direct forms, where abuse is not excluded, until every day of after-care is set.

    Source: domain.md E35, §2.10 (S75, S181). Persuasive.
    """
    if _direct_in_abuse(plan, question) and plan.after_care != frozenset(AfterCare):
        yield AFTER_CARE_MISSING


def vetted(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """E27. Refuses every carried form until two different workers have vetted it as it is now.

    Whether or not there is abuse. Source: domain.md E27 (S03, S105). Persuasive.
    """
    if question.form not in CARRIED:
        return
    if len(plan.vetted_by) < question.policy.vetted_by or plan.vetted_as_it_is is not Answer.YES:
        yield NOT_VETTED


def nobody_uneasy(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """UNEASE. Refuses joint forms while any worker is not easy about this. Our own (design.md §1)."""
    if question.form in JOINT and plan.open_unease != 0:
        yield NOT_EASY


def not_stopped(plan: PlanFacts, question: Question) -> Iterator[GateReason]:
    """STOPPED. Refuses joint forms of a plan that was stopped. Our own (design.md §4, Stops)."""
    if question.form in JOINT and plan.stopped is not Answer.NO:
        yield IS_STOPPED


def _joint_in_abuse(plan: PlanFacts, question: Question) -> bool:
    return question.form in JOINT and plan.abuse is not Answer.NO


def _direct_in_abuse(plan: PlanFacts, question: Question) -> bool:
    return question.form in DIRECT and plan.abuse is not Answer.NO


def _is_competent(worker: PlanPractitioner, question: Question) -> bool:
    return worker.dva_competent_until is not None and worker.dva_competent_until >= question.day


def _is_supervised(worker: PlanPractitioner, question: Question) -> bool:
    day = worker.supervised_on
    limit = question.policy.days("supervision_days")
    return day is not None and timedelta(0) <= question.day - day <= limit


def _sign_off_holds(sign_off: SignOff | None, question: Question) -> bool:
    if sign_off is None or sign_off.holds is not Answer.YES or sign_off.signer_apart is not Answer.YES:
        return False
    return timedelta(0) <= question.day - sign_off.signed_on <= question.policy.days("sign_off_days")
