"""The only writers of staff: set-up, enrolment, unlocking, leaving, what a worker may do."""

from .devices import KNOWN_FOR, forget_device
from .enrol_worker import EnrollerNeeded, enrol_worker, make_worker, vouch_for
from .freezing import agree_to_lift, freeze
from .leave_service import leave_service, void_newcomer
from .new_keys import give_new_keys, replace_keys
from .other_sessions import end_other_sessions
from .own_keys import DID_NOT_WORK, change_passphrase, make_recovery_code, use_recovery_code
from .roster import raise_alarm, replacing_line
from .sealing_keys import MadeKeys, PassphraseTooWeak, make_keys
from .second_factor import add_passkey, add_second_factor, remove_factor
from .set_up_service import (
    change_recovery_key,
    go_live,
    make_pepper_once,
    set_up_real_service,
    set_up_service,
)
from .sign_in import (
    note_code_refused,
    note_exit,
    note_proved,
    note_sign_out,
    note_signed_in,
    note_unlocked,
)
from .unlock import raise_cost, unlock, unlock_by_name

__all__ = [
    "DID_NOT_WORK",
    "KNOWN_FOR",
    "EnrollerNeeded",
    "MadeKeys",
    "PassphraseTooWeak",
    "add_passkey",
    "add_second_factor",
    "agree_to_lift",
    "change_passphrase",
    "change_recovery_key",
    "end_other_sessions",
    "enrol_worker",
    "forget_device",
    "freeze",
    "give_new_keys",
    "go_live",
    "leave_service",
    "make_keys",
    "make_pepper_once",
    "make_recovery_code",
    "make_worker",
    "note_code_refused",
    "note_exit",
    "note_proved",
    "note_sign_out",
    "note_signed_in",
    "note_unlocked",
    "raise_alarm",
    "raise_cost",
    "remove_factor",
    "replace_keys",
    "replacing_line",
    "set_up_real_service",
    "set_up_service",
    "unlock",
    "unlock_by_name",
    "use_recovery_code",
    "void_newcomer",
    "vouch_for",
]
