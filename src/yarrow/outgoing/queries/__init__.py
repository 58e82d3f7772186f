"""Every read of the door, scoped by the worker who asks."""

from .alarms import UsedUp, rations_used_up
from .opened import Opened, open_stopped
from .printed import Line, print_log_of
from .stopped import Waiting, stopped_for

__all__ = [
    "Line",
    "Opened",
    "UsedUp",
    "Waiting",
    "open_stopped",
    "print_log_of",
    "rations_used_up",
    "stopped_for",
]
