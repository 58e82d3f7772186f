"""Who writes, agrees to, sees and takes back a service's own wording: who may ask for its numbers."""

from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_
from yarrow.policy.access import may_ask, may_see
from yarrow.staff.models import Worker
from yarrow.staff.queries import is_independent_of

from .models import OwnWording

__all__ = ["may_ask", "may_see", "second_is_apart"]

_SAME = refused("WORDING", N_("You wrote this. Somebody else must agree."))
_NOT_INDEPENDENT = refused(
    "WORDING",
    N_("Somebody else must: neither may have vouched for the other, nor be here less than two weeks."),
)


def second_is_apart(by: Worker, row: OwnWording, clock: Clock) -> Decision:
    """Whether they are somebody else, and independent of who wrote it."""
    if by.pk == row.written_by_id:
        return _SAME
    return Allowed() if is_independent_of(by, row.written_by, clock) else _NOT_INDEPENDENT
