"""The only writer of cases, one file an act."""

from .care_cards import raise_care_card, reseal_for_newcomers, withhold_care_card
from .closely import (
    agree_as_second_supervisor,
    ask_second_supervisor,
    decline_as_second_supervisor,
    keep_closely,
)
from .conflicts import answer_conflict, decide_they_may, exclude_worker
from .ending_duties import end_duties
from .lone_working import (
    SealedBefore,
    call_for_help,
    extend_visit,
    found_safe,
    leave_as_planned,
    leave_for_visit,
    say_back,
    say_found,
    seem_back,
)
from .next_supervisor import name_next_supervisor, name_supervisors_where_none
from .pathway import agree_to_move, ask_to_move, decline_to_move
from .process import (
    FirstTeam,
    allocate,
    end_allocation,
    move_to_stage,
    name_harm,
    open_case,
    open_case_with_team,
)
from .stops import note_stop, set_hour, stop_joint_work

__all__ = [
    "FirstTeam",
    "SealedBefore",
    "agree_as_second_supervisor",
    "agree_to_move",
    "allocate",
    "answer_conflict",
    "ask_second_supervisor",
    "ask_to_move",
    "call_for_help",
    "decide_they_may",
    "decline_as_second_supervisor",
    "decline_to_move",
    "end_allocation",
    "end_duties",
    "exclude_worker",
    "extend_visit",
    "found_safe",
    "keep_closely",
    "leave_as_planned",
    "leave_for_visit",
    "move_to_stage",
    "name_harm",
    "name_next_supervisor",
    "name_supervisors_where_none",
    "note_stop",
    "open_case",
    "open_case_with_team",
    "raise_care_card",
    "reseal_for_newcomers",
    "say_back",
    "say_found",
    "seem_back",
    "set_hour",
    "stop_joint_work",
    "withhold_care_card",
]
