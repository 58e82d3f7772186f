"""What a manager must hear of today, in four queries; nothing for anybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yarrow.oversight.terms import Outcome
from yarrow.staff.models import Worker
from yarrow.staff.terms import Post

from .alarms import BulkRead, bulk_reads
from .verified import backup_overdue, last_verification


@dataclass(frozen=True, slots=True)
class Watch:
    """Alarms, and whether the record or the backups need somebody."""

    alarms: Sequence[BulkRead]
    is_broken: bool
    backup_overdue: bool


def watch_for(worker: Worker, now: datetime) -> Watch | None:
    """None for who is no manager."""
    if not worker.is_active or worker.post != Post.MANAGER:
        return None
    verified = last_verification()
    is_broken = verified is not None and verified.outcome == Outcome.BROKEN
    return Watch(bulk_reads(worker, now), is_broken, backup_overdue(now))
