"""Every read of practice."""

from .counted import InDate, believed, in_date_of, newest_counted, supervises_in_date
from .shown import (
    Due,
    Line,
    attestation,
    colleagues_due,
    led_colleagues,
    lines_of,
    running_out,
    waiting_for_second,
)

__all__ = [
    "Due",
    "InDate",
    "Line",
    "attestation",
    "believed",
    "colleagues_due",
    "in_date_of",
    "led_colleagues",
    "lines_of",
    "newest_counted",
    "running_out",
    "supervises_in_date",
    "waiting_for_second",
]
