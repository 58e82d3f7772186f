"""Who sees how the recovery key is kept."""

from yarrow.staff.models import Worker
from yarrow.staff.queries import is_frozen

from .models import AnewAsked
from .rules import WHO_SEES_CUSTODY


def may_see_custody(worker: Worker) -> bool:
    """Managers and supervisors: they must notice when custodians let somebody in, and when nobody drills."""
    return worker.is_active and worker.post in WHO_SEES_CUSTODY


def who_asked_are_here(asked: AnewAsked) -> bool:
    """Whether both who asked for a new recovery key still look after custody, and are not frozen."""
    both = (asked.by, asked.agreed_by)
    return all(each is not None and may_see_custody(each) and not is_frozen(each) for each in both)
