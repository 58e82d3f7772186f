"""Asking the gate about a plan: gather what the rooms attest and what the plan plainly holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from yarrow.cases.queries import latest_stop, workers_on
from yarrow.cases.terms import Duty
from yarrow.gate.ask import NotYet, Possible, ask
from yarrow.gate.catalogue import ASKS_MORE
from yarrow.gate.forms import JOINT
from yarrow.gate.person import reasons_for_person
from yarrow.gate.plan import AfterCare, PlanFacts, PlanPractitioner, SignOff, reasons_for_plan
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.rulebook import said_by_whom
from yarrow.gate.rules.plan import NOT_SIGNED
from yarrow.gate.standing import RULES_VERSION, RoomAnswer
from yarrow.gate.words import Answer
from yarrow.practice.queries import in_date_of
from yarrow.rooms.models import Drop, Room
from yarrow.rooms.queries import (
    recorded_in,
    room_answer,
    rooms_held_by,
    team_abuse,
    team_room,
    trusted_standing,
)
from yarrow.rooms.queries.written import lies_as_written
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.blob import unseal
from yarrow.sealing.context import Context
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest, has_signed
from yarrow.staff.queries import (
    UntrustedKey,
    gate_key,
    the_service,
    trusted_signing_public,
)

from .access import signature_stands
from .models import Plan, Unease
from .models import SignOff as SignOffRow
from .queries import answers_to, question_of, rooms_asked
from .rules import Answered, answers_from_bytes, answers_to_bytes, still_covered
from .terms import PlanState, StepKind


def gate_answer(plan: Plan, day: date) -> Possible | NotYet:
    """What the gate says to this plan on a day: rooms, team and plan together."""
    question = question_of(plan, day)
    abuse, team = abuse_in(plan, question.policy), team_room(plan.case)
    rooms = {room.pk: room_answer(room, question, abuse=abuse) for room in rooms_asked(plan)}
    said = room_answer(team, question, abuse=abuse) if team is not None else RoomAnswer.UNKNOWN
    if abuse is Answer.UNKNOWN:
        # The team's "no" and a room's disagree: what the team answered under it is not known either.
        said = RoomAnswer.UNKNOWN
    return ask(question, rooms, said, facts_for(plan, question))


def plan_reasons(plan: Plan, day: date) -> tuple[GateReason, ...]:
    """What the plan itself still lacks, apart from any room."""
    question = question_of(plan, day)
    return reasons_for_plan(facts_for(plan, question), question)


def plan_reasons_by_team(plan: Plan, day: date) -> tuple[GateReason, ...]:
    """The same as far as plan and team tell: nothing that rests on what a person's room answers.

    For a lead who is inside the team's room and not inside every person's.
    """
    question = question_of(plan, day)
    abuse = team_abuse(plan.case, question.policy)
    facts = replace(facts_for(plan, question), abuse=abuse, answered_for=Answer.YES)
    found = reasons_for_plan(facts, question)
    left = tuple(reason for reason in found if reason not in {NOT_SIGNED, ASKS_MORE})
    if not question.policy.is_known:
        return left
    # Whose numbers they are is said of these alone: a signature that is void tells of a room.
    return said_by_whom(left, reasons_for_plan(facts, replace(question, policy=OWN)))


def abuse_in(plan: Plan, policy: Policy) -> Answer:
    """Whether there is abuse, for this plan: "no" only where the team and every room asked say so.

    A room that stands under the abuse rules, or that nobody can believe, makes the team's "no"
    not known (design.md §5, decision 2).
    """
    said = team_abuse(plan.case, policy)
    if said is not Answer.NO:
        return said
    standings = [trusted_standing(room, policy) for room in rooms_asked(plan)]
    agreed = all(standing is not None and standing.abuse is Answer.NO for standing in standings)
    return Answer.NO if agreed else Answer.UNKNOWN


def plan_facts(plan: Plan, day: date) -> PlanFacts:
    """The plan in plain facts on a day; whatever cannot be read is unknown."""
    return facts_for(plan, question_of(plan, day))


def facts_for(plan: Plan, question: Question) -> PlanFacts:
    """The same, for a question that was put already."""
    policy = question.policy
    steps = set(plan.steps.values_list("kind", flat=True))
    vetted_by, as_it_is = _vetting(plan)
    return PlanFacts(
        abuse=abuse_in(plan, policy),
        answered_for=_answered_for(plan, policy),
        practitioners=_practitioners(plan, question.day),
        sign_off=sign_off_of(plan, question),
        has_preparation=_yes_if(StepKind.PREPARATION in steps),
        has_joint_step=_yes_if(StepKind.JOINT_STEP in steps),
        has_after_care=_yes_if(bool(steps & set(AfterCare))),
        after_care=frozenset(kind for kind in AfterCare if kind.value in steps),
        vetted_by=vetted_by,
        vetted_as_it_is=as_it_is,
        open_unease=_open_unease(plan),
        stopped=_yes_if(plan.state == PlanState.SET_ASIDE),
    )


def _answered_for(plan: Plan, policy: Policy) -> Answer:
    """Whether somebody asked is recorded, in their own room, as having caused harm (domain.md E19)."""
    said = [
        Answer.UNKNOWN if standing is None else standing.caused_harm
        for standing in (trusted_standing(room, policy) for room in rooms_asked(plan))
    ]
    if Answer.YES in said:
        return Answer.YES
    return Answer.UNKNOWN if Answer.UNKNOWN in said else Answer.NO


def _yes_if(found: bool) -> Answer:  # noqa: FBT001  # turns one plain fact into its named value
    return Answer.YES if found else Answer.NO


def _practitioners(plan: Plan, day: date) -> tuple[PlanPractitioner, ...]:
    workers = workers_on(plan.case, Duty.LEAD, Duty.PRACTITIONER)
    found = in_date_of([worker.pk for worker in workers if worker.is_active], day)
    return tuple(
        PlanPractitioner(dva_competent_until=each.dva_competent_until, supervised_on=each.supervised_on)
        for each in found.values()
    )


def _open_unease(plan: Plan) -> int:
    """Who is not easy about any joint plan of the case: proposing it anew shakes nobody off."""
    return Unease.objects.filter(
        plan__case=plan.case, plan__form__in=[form.value for form in JOINT], lifted_at__isnull=True
    ).count()


def _vetting(plan: Plan) -> tuple[frozenset[UUID], Answer]:
    """Who vetted the message vetted last, and whether it still lies there as it was."""
    last = plan.vettings.order_by("-at", "-id").first()
    if last is None:
        return frozenset(), Answer.UNKNOWN
    workers = plan.vettings.filter(message=last.message).values_list("worker_id", flat=True)
    lies_there = lies_as_written(last.message) and not _may_be_taken_back(last.message)
    return frozenset(workers), Answer.YES if lies_there else Answer.NO


def _may_be_taken_back(message: UUID) -> bool:
    """Whether a note waits in the shared room where the message lies: it may take these words back.

    That room has no standing that would be unknown meanwhile, as a person's own room has.
    """
    waiting = Drop.objects.filter(opened_on__isnull=True, room__kind=RoomKind.SHARED)
    return waiting.filter(room__entries=message).exists()


# --- orders, wherever something is agreed, looked at again or carried; not looked up is a no too (E25) ---


def orders_against(plan: Plan, keyring: Keyring, day: date) -> tuple[str, ...]:
    """What the orders of every room that the plan asks say against it; NotThere for who is outside any."""
    question = question_of(plan, day)
    found = (text for room in rooms_asked(plan) for text in orders_in(room, keyring, question))
    return tuple(dict.fromkeys(found))


def orders_in(room: Room, keyring: Keyring, question: Question) -> tuple[str, ...]:
    """The same, of one room."""
    reasons = reasons_for_person(recorded_in(room, keyring), question)
    return tuple(reason.text for reason in reasons if reason.code == "E25")


# --- sign-off: what was signed, and whether it still covers what the rooms say ---


def sign_off_of(plan: Plan, question: Question) -> SignOff | None:
    """The supervisor's signature, checked; None when there is none."""
    row = SignOffRow.objects.select_related("supervisor").filter(plan=plan).first()
    if row is None:
        return None
    return SignOff(
        signed_on=row.signed_at.date(),
        holds=_yes_if(
            signature_stands(row.supervisor, plan.case, question.day) and _still_holds(row, plan, question)
        ),
        signer_apart=_yes_if(not rooms_held_by(row.supervisor).filter(case=plan.case).exists()),
    )


def _still_holds(row: SignOffRow, plan: Plan, question: Question) -> bool:
    stop = latest_stop(plan.case)
    if not question.policy.is_known or (stop is not None and stop.at >= row.signed_at):
        return False
    try:
        raw = unseal(gate_key(), bytes(row.answers), sign_off_context(row.pk, plan.pk))
        signed = answers_from_bytes(raw)
        public = trusted_signing_public(row.supervisor_id)
    except (CannotOpen, UntrustedKey, ValueError):
        return False
    if not has_signed(public, sign_off_digest(plan, row, signed, question.policy), bytes(row.signature)):
        return False
    return still_covered(signed, answers_to(plan, question))


def sign_off_context(row: UUID, plan: UUID) -> Context:
    """Where the signed answers lie: on this plan, in this row."""
    return Context(deployment=the_service().pk, table="sign_off", column="answers", row=row, room=plan)


def _vetted_last(plan: Plan) -> str:
    """The carried message that is signed with the plan; another one needs another signature."""
    last = plan.vettings.order_by("-at", "-id").first()
    return str(last.message) if last is not None else ""


def plan_as_written(plan: Plan, question: Question) -> bytes:
    """The plan, its series, what is carried, the rules and their numbers, without any room's answer.

    Whoever is asked to sign sees it; another one means that the plan is not the one they looked at.
    """
    series = ";".join(f"{step.kind}={step.on}" for step in plan.steps.order_by("kind"))
    numbers = str(question.policy.number) if question.policy.is_known else ""
    written = (plan.form, plan.topics, series, _vetted_last(plan), str(RULES_VERSION), numbers)
    return digest(plan.pk.bytes, *(part.encode() for part in written))


def sign_off_digest(plan: Plan, row: SignOffRow, answers: Mapping[UUID, Answered], policy: Policy) -> bytes:
    """The plan, its series, the rules, their numbers and each room's answer: what the supervisor's key signs.

    Raises OverflowError where what the service asks is not known: nobody signs that.
    """
    series = ";".join(f"{step.kind}={step.on}" for step in plan.steps.order_by("kind"))
    return digest(
        the_service().pk.bytes,
        plan.pk.bytes,
        row.pk.bytes,
        plan.form.encode(),
        plan.topics.encode(),
        series.encode(),
        _vetted_last(plan).encode(),
        RULES_VERSION.to_bytes(4, "big"),
        policy.number.to_bytes(4, "big"),
        row.signed_at.isoformat().encode(),
        answers_to_bytes(answers),
    )
