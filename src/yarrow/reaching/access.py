"""Who may stop everything that goes out, and who may let it go again."""

from yarrow.staff.models import Worker
from yarrow.staff.terms import OUTSIDE, Post

_LIFTS = frozenset({Post.SUPERVISOR, Post.MANAGER})


def may_hold_all(worker: Worker) -> bool:
    """Every worker of the service; who is no colleague comes near no message."""
    return worker.is_active and bool(worker.post) and worker.post not in OUTSIDE


def may_lift_for_all(worker: Worker) -> bool:
    """Supervisors and managers; that it is somebody else than who pressed is asked with the press."""
    return worker.is_active and worker.post in _LIFTS
