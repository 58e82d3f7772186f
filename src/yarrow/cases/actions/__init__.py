"""The only writer of cases, one file an act."""

from .care_cards import raise_care_card, reseal_for_newcomers, withhold_care_card
from .process import (
    FirstTeam,
    allocate,
    end_allocation,
    exclude_worker,
    move_to_stage,
    name_harm,
    open_case,
    open_case_with_team,
)
from .stops import note_stop, set_hour, stop_joint_work

__all__ = [
    "FirstTeam",
    "allocate",
    "end_allocation",
    "exclude_worker",
    "move_to_stage",
    "name_harm",
    "note_stop",
    "open_case",
    "open_case_with_team",
    "raise_care_card",
    "reseal_for_newcomers",
    "set_hour",
    "stop_joint_work",
    "withhold_care_card",
]
