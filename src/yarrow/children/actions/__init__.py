"""The only writer of children, one file an act."""

from .allowing import note_what_child_allows, take_back_leave
from .papering import make_proposal_paper
from .proposing import propose_time

__all__ = ["make_proposal_paper", "note_what_child_allows", "propose_time", "take_back_leave"]
