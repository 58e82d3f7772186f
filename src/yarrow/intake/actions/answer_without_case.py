from uuid import UUID

from django.db import transaction

from yarrow.intake.terms import WITHOUT_A_CASE
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.rooms.facts import ReferralAnswered, ReferralOutcome
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .answering import note_answer, waiting_referral


@transaction.atomic
def answer_without_case(
    *, referral: UUID, outcome: ReferralOutcome, by: Worker, keyring: Keyring, clock: Clock
) -> Refused | None:
    """Answer a referral with a coded reason and no case (domain.md E1).

    Nothing is sent and nobody is told: an approach to the person harmed because the other one
    asked can itself raise the danger.
    """
    if outcome not in WITHOUT_A_CASE:
        raise ValueError("a case is opened by open_case_from_referral")
    found = waiting_referral(referral=referral, by=by, keyring=keyring, clock=clock)
    if isinstance(found, Refused):
        return found
    answer = ReferralAnswered(referral=str(found.id), outcome=outcome)
    note_answer(answer=answer, by=by, keyring=keyring, clock=clock)
    return None
