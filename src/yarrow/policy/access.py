"""Who sees, asks for, agrees to and takes back the numbers of this service."""

from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_
from yarrow.staff.models import Worker
from yarrow.staff.queries import could_lift, is_independent_of
from yarrow.staff.terms import OUTSIDE, Post

from .models import PolicyVersion
from .queries import holds_as_agreed, was_agreed

KEEPERS = frozenset({Post.SUPERVISOR, Post.MANAGER})
"""Who answers for the practice of everybody here."""
NEVER_SEE = OUTSIDE | {Post.RESEARCHER}

_SAME = refused("POLICY", N_("You asked for this. Somebody else must agree."))
_NOT_INDEPENDENT = refused(
    "POLICY",
    N_("Somebody else must: neither may have vouched for the other, nor be here less than two weeks."),
)


def may_see(worker: Worker) -> bool:
    """Everybody who works here reads what holds; who comes from outside does not."""
    return worker.is_active and worker.post not in NEVER_SEE


def may_ask(worker: Worker) -> bool:
    """A supervisor or a manager, whom a colleague vouched for and whose account is not frozen."""
    return worker.post in KEEPERS and could_lift().filter(pk=worker.pk).exists()


def second_is_apart(by: Worker, row: PolicyVersion, clock: Clock) -> Decision:
    """Whether they are somebody else, and independent of who asked."""
    if by.pk == row.asked_by_id:
        return _SAME
    return Allowed() if is_independent_of(by, row.asked_by, clock) else _NOT_INDEPENDENT


def may_withdraw(worker: Worker, row: PolicyVersion, clock: Clock) -> bool:
    """What two people did not agree to, any of them; what they did, one of the two and before its day.

    Hazard: a row that was put in as if agreed bars everything. As the record knows nothing of it, one
    person takes it out again; what the record knows is only ever replaced by two, also where somebody
    changed the row, or its day, since.
    """
    if row.withdrawn_at is not None or not may_ask(worker):
        return False
    if not was_agreed(row):
        return True
    return (
        holds_as_agreed(row)
        and row.effective_on > clock.today()
        and worker.pk in {row.asked_by_id, row.agreed_by_id}
    )
