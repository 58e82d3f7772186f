"""Who may do what to a plan."""

from yarrow.cases.models import Case
from yarrow.cases.queries import duties_of
from yarrow.cases.terms import Duty
from yarrow.rooms.queries import rooms_held_by
from yarrow.staff.models import Worker


def may_lead(worker: Worker, case: Case) -> bool:
    """Only the lead proposes, arranges and sees room by room (design.md §4, "Asking")."""
    return Duty.LEAD in duties_of(worker, case)


def may_sign(worker: Worker, case: Case) -> bool:
    """A signing supervisor, who holds no room of the case: no key, no interest in the answer."""
    if Duty.SIGNING_SUPERVISOR not in duties_of(worker, case):
        return False
    return not rooms_held_by(worker).filter(case=case).exists()


def may_speak_up(worker: Worker, case: Case) -> bool:
    """Any worker of the case may say "I am not easy about this"."""
    return bool(duties_of(worker, case))
