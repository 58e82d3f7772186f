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
    """The supervisor of the case decides who works on it; the lead may bring in people too."""
    return bool(duties_of(worker, case) & {Duty.SUPERVISOR, Duty.LEAD})


def may_raise_care_card(worker: Worker, case: Case) -> bool:
    """Any worker of the case, from any room."""
    return bool(duties_of(worker, case))
