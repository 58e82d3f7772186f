"""Who may do what to the process of a case."""

from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .models import Case
from .queries import duties_of
from .terms import Duty

_OPENING_POSTS = frozenset({Post.INTAKE, Post.SUPERVISOR})


def may_open_cases(worker: Worker) -> bool:
    """Intake workers and supervisors open cases."""
    return worker.is_active and worker.post in _OPENING_POSTS


def may_allocate(worker: Worker, case: Case) -> bool:
    """The supervisor of the case decides who works on it; the lead may bring in people too.

    Neither the keys of a room nor a supervisor's duty are the lead's to give.
    """
    return bool(duties_of(worker, case) & {Duty.SUPERVISOR, Duty.LEAD})


def may_name_supervisors(worker: Worker, case: Case) -> bool:
    """Who supervises and who signs is given by the case supervisor alone."""
    return Duty.SUPERVISOR in duties_of(worker, case)


def may_hand_out_rooms(worker: Worker, case: Case) -> bool:
    """Who holds which rooms is the case supervisor's decision, not the lead's (design.md §4, "Asking")."""
    return Duty.SUPERVISOR in duties_of(worker, case)


def may_raise_care_card(worker: Worker, case: Case) -> bool:
    """Any worker of the case, from any room."""
    return bool(duties_of(worker, case))
