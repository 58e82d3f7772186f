"""Who sees how the recovery key is kept."""

from yarrow.staff.models import Worker

from .rules import WHO_SEES_CUSTODY


def may_see_custody(worker: Worker) -> bool:
    """Managers and supervisors: they must notice when custodians let somebody in, and when nobody drills."""
    return worker.is_active and worker.post in WHO_SEES_CUSTODY
