"""The only writer of what agencies are told, one file an act."""

from .reporting import Written, keep_report, report_risk, write_step
from .sharing import share_with_agency, write_share_step

__all__ = [
    "Written",
    "keep_report",
    "report_risk",
    "share_with_agency",
    "write_share_step",
    "write_step",
]
