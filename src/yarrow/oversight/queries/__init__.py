"""Every read of oversight: what was done, how much, and whether the record held."""

from .alarms import BulkRead, bulk_reads
from .done import Filter, Page, Shown, done_page, names_of
from .room import room_record
from .verified import backup_overdue, last_backup, last_verification, verification_overdue
from .watch import Watch, watch_for
from .work import Work, work_of_day

__all__ = [
    "BulkRead",
    "Filter",
    "Page",
    "Shown",
    "Watch",
    "Work",
    "backup_overdue",
    "bulk_reads",
    "done_page",
    "last_backup",
    "last_verification",
    "names_of",
    "room_record",
    "verification_overdue",
    "watch_for",
    "work_of_day",
]
