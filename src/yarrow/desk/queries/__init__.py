"""What the pages of a day rest on, each list in a constant number of queries."""

from .caseload import CaseRow, page_of_cases, plans_shown, rows_of
from .changed import Changed, changed_for, supervises
from .day import Day, day_of
from .due import Coming, Due, grants_to_fulfil
from .held import HeldRoom, RoomRow, by_case, held_rooms, lapses_soon, lapsing, named, room_rows
from .reports import ReportOwed, reports_owed
from .warnings import ColleagueOut, ShownCard, care_cards, colleagues_out

__all__ = [
    "CaseRow",
    "Changed",
    "ColleagueOut",
    "Coming",
    "Day",
    "Due",
    "HeldRoom",
    "ReportOwed",
    "RoomRow",
    "ShownCard",
    "by_case",
    "care_cards",
    "changed_for",
    "colleagues_out",
    "day_of",
    "grants_to_fulfil",
    "held_rooms",
    "lapses_soon",
    "lapsing",
    "named",
    "page_of_cases",
    "plans_shown",
    "reports_owed",
    "room_rows",
    "rows_of",
    "supervises",
]
