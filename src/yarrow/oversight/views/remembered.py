"""What a manager chose to see, kept in their session as codes: an address says nothing (security.md R-40)."""

from datetime import date
from typing import Any
from uuid import UUID

from yarrow.oversight.queries import Filter
from yarrow.oversight.terms import Kind
from yarrow.staff.requests import WorkerRequest

_CHOSEN, _DAY = "done", "work_day"


def chosen(request: WorkerRequest) -> Filter:
    """What was chosen last in this session; everything at first."""
    kept: dict[str, Any] = request.session.get(_CHOSEN, {})
    return Filter(
        worker=UUID(kept["worker"]) if kept.get("worker") else None,
        kind=Kind(kept["kind"]) if kept.get("kind") else None,
        day=date.fromisoformat(kept["day"]) if kept.get("day") else None,
    )


def remember(request: WorkerRequest, asked: Filter) -> None:
    """Keep a choice until the session ends."""
    request.session[_CHOSEN] = {
        "worker": str(asked.worker) if asked.worker else "",
        "kind": asked.kind.value if asked.kind else "",
        "day": asked.day.isoformat() if asked.day else "",
    }


def day_of_work(request: WorkerRequest) -> date:
    """The day whose work is shown; today at first."""
    kept = request.session.get(_DAY)
    return date.fromisoformat(kept) if kept else request.clock.today()


def remember_day(request: WorkerRequest, day: date) -> None:
    """Keep a day until the session ends."""
    request.session[_DAY] = day.isoformat()
