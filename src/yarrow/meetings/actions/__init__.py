"""The only writer of plans, one file an act."""

from .aftercare import make_after_care, make_room_follow_ups
from .arranging import arrange_plan, set_plan_aside
from .briefing import write_brief
from .circle import agree_with_all, read_notes_in, write_page, write_place
from .ending import confirm_end, end_support, resume_support
from .following_up import done_debrief, done_follow_up, leave_out
from .process import close_case, end_process, move_on, reopen_case
from .proposing import plan_series, propose_plan, vet_message
from .signing import sign_plan
from .sitting import begin_meeting, end_meeting, go_on, left_safely, take_break
from .stopping import catch_up_after_care, stop_case, stop_meeting
from .telling import settle_the_hour
from .unease import lift_unease, raise_unease

__all__ = [
    "agree_with_all",
    "arrange_plan",
    "begin_meeting",
    "catch_up_after_care",
    "close_case",
    "confirm_end",
    "done_debrief",
    "done_follow_up",
    "end_meeting",
    "end_process",
    "end_support",
    "go_on",
    "leave_out",
    "left_safely",
    "lift_unease",
    "make_after_care",
    "make_room_follow_ups",
    "move_on",
    "plan_series",
    "propose_plan",
    "raise_unease",
    "read_notes_in",
    "reopen_case",
    "resume_support",
    "set_plan_aside",
    "settle_the_hour",
    "sign_plan",
    "stop_case",
    "stop_meeting",
    "take_break",
    "vet_message",
    "write_brief",
    "write_page",
    "write_place",
]
