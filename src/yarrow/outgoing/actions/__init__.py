"""The only writer of outgoing, and the only way out."""

from yarrow.outgoing.answers import STOPPED, Passed, Stopped

from .passing import pass_the_door
from .releasing import let_it_out
from .stopping import forget_stopped_papers

__all__ = ["STOPPED", "Passed", "Stopped", "forget_stopped_papers", "let_it_out", "pass_the_door"]
