"""Who may read what was done in the service."""

from yarrow.staff.models import Worker
from yarrow.staff.terms import Post


def may_oversee(worker: Worker) -> bool:
    """Managers. A supervisor sees those they supervise; the record of the whole service is not theirs."""
    return worker.is_active and worker.post == Post.MANAGER
