"""The only writers of staff: set-up, enrolment, unlocking, leaving, what a worker may do."""

from .enrol_worker import EnrollerNeeded, PassphraseTooWeak, enrol_worker
from .leave_service import leave_service
from .record_practice import record_competence, record_supervision
from .second_factor import add_second_factor
from .set_up_service import set_up_service
from .sign_in import note_code_refused, note_exit, note_sign_out, note_signed_in, note_unlocked
from .unlock import unlock, unlock_by_name

__all__ = [
    "EnrollerNeeded",
    "PassphraseTooWeak",
    "add_second_factor",
    "enrol_worker",
    "leave_service",
    "note_code_refused",
    "note_exit",
    "note_sign_out",
    "note_signed_in",
    "note_unlocked",
    "record_competence",
    "record_supervision",
    "set_up_service",
    "unlock",
    "unlock_by_name",
]
