"""Signing a plan: a supervisor with no room of the case, on briefs alone (design.md §4, "Asking")."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.queries import workers_on
from yarrow.cases.terms import Duty
from yarrow.gate.catalogue import ASKS_MORE
from yarrow.gate.plan import reasons_for_plan
from yarrow.gate.rules.plan import NOT_SIGNED
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.kernel.words import N_
from yarrow.meetings import access
from yarrow.meetings.gate import facts_for, sign_off_context, sign_off_digest
from yarrow.meetings.models import Plan, SignOff
from yarrow.meetings.queries import answers_to, briefs_for, question_of, rooms_asked
from yarrow.meetings.rules import answers_to_bytes
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import sign
from yarrow.staff.models import Worker
from yarrow.staff.queries import gate_key, is_independent_of

_NOT_TRAINED = N_(
    "Your training in supervising practice must be recorded, confirmed by somebody here, and in date."
)
_NOT_TWO = N_(
    "Another supervisor must sign: where one of you vouched for the other, or one is new here, you and the"
    " supervisor of the case do not count as two people yet."
)


@transaction.atomic
def sign_plan(*, plan: Plan, by: Worker, keyring: Keyring, clock: Clock) -> SignOff | Refused:
    """Sign what every room answers today; refused while any does not stand or is not known.

    Raises NotThere for who may not sign. A signature lifts nothing: it is one more thing that
    must be in place.
    """
    if not access.may_sign(by, plan.case):
        raise NotThere
    if (problem := _not_ready(plan, by, clock)) is not None:
        return problem
    SignOff.objects.filter(plan=plan).delete()
    question = question_of(plan, clock.today())
    answers = answers_to(plan, question)
    row = SignOff(id=new_id(), plan=plan, supervisor=by, signed_at=clock.now())
    row.answers = seal(gate_key(), answers_to_bytes(answers), sign_off_context(row.pk, plan.pk), pad_to=1024)
    row.signature = sign(keyring.signing_private, sign_off_digest(plan, row, answers, question.policy))
    row.save(force_insert=True)
    audit.append(chain=plan.case_id, event=Event.PLAN_SIGNED, actor=by.pk, subject=plan.pk, clock=clock)
    return row


def _not_ready(plan: Plan, by: Worker, clock: Clock) -> Refused | None:
    if not all(is_independent_of(by, other, clock) for other in workers_on(plan.case, Duty.SUPERVISOR)):
        return refused("E22", _NOT_TWO)
    today = clock.today()
    if not access.signature_stands(by, plan.case, today):
        return refused("E5", _NOT_TRAINED)
    briefed = set(briefs_for(by, plan, today).values_list("room_id", flat=True))
    if {room.pk for room in rooms_asked(plan)} - briefed:
        return refused("E22", N_("There is not yet a brief, in date, for everyone concerned."))
    question = question_of(plan, today)
    answers = answers_to(plan, question)
    if not answers or not all(answer.stands for answer in answers.values()):
        return refused("E22", N_("Not everything that must be in place is there. Nothing can be signed yet."))
    lacking = reasons_for_plan(facts_for(plan, question), question)
    if any(reason not in {NOT_SIGNED, ASKS_MORE} for reason in lacking):
        return refused("E22", N_("The plan itself is not complete yet."))
    return None
