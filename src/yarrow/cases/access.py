"""Who may do what to the process of a case."""

from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .deciding import nobody_has
from .models import Case
from .queries import allocations_that_count, duties_of, workers_on
from .terms import Duty

OPENING_POSTS = frozenset({Post.INTAKE, Post.SUPERVISOR})


def may_open_cases(worker: Worker) -> bool:
    """Intake workers and supervisors open cases."""
    return worker.is_active and worker.post in OPENING_POSTS


def may_allocate(worker: Worker, case: Case) -> bool:
    """The supervisor of the case decides who works on it; the lead may bring in people too.

    Neither the keys of a room nor a supervisor's duty are the lead's to give.
    """
    return bool(duties_of(worker, case) & {Duty.SUPERVISOR, Duty.LEAD})


def may_send_away(by: Worker, worker: Worker, case: Case) -> bool:
    """Who may end a colleague's duty here, or bar them: the case supervisor; the lead only who has no duty.

    Hazard: a lead who could send the supervisor away would name the next one, who hands out the keys.
    """
    duties = duties_of(by, case)
    has_duty = any(row.worker_id == worker.pk for row in allocations_that_count(case))
    return Duty.SUPERVISOR in duties or (Duty.LEAD in duties and not has_duty)


def may_end_duty(by: Worker, worker: Worker, case: Case) -> bool:
    """Who may take a colleague off: the case supervisor; the lead anybody but the supervisor."""
    duties = duties_of(by, case)
    supervises = Duty.SUPERVISOR in duties_of(worker, case)
    return Duty.SUPERVISOR in duties or (Duty.LEAD in duties and not supervises)


def may_name_supervisors(worker: Worker, case: Case) -> bool:
    """Who supervises and who signs is given by the case supervisor alone.

    Where there is none any more, because they are barred or gone, the lead names the next one: a
    case must not stay without. Hazard: a row that was spoiled or taken away is none of that; so the
    record must know that nobody supervises.
    """
    duties = duties_of(worker, case)
    if Duty.SUPERVISOR in duties:
        return True
    none_seen = Duty.LEAD in duties and not workers_on(case, Duty.SUPERVISOR)
    return none_seen and nobody_has(case, Duty.SUPERVISOR)


def may_hand_out_rooms(worker: Worker, case: Case) -> bool:
    """Who holds which rooms is the case supervisor's decision, not the lead's (design.md §4, "Asking")."""
    return Duty.SUPERVISOR in duties_of(worker, case)


def may_raise_care_card(worker: Worker, case: Case) -> bool:
    """Any worker of the case, from any room."""
    return bool(duties_of(worker, case))
