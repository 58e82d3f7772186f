"""Which numbers this service asks on a day. What cannot be believed is not known, and refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from uuid import UUID

from yarrow.gate.policy import NOT_KNOWN, OWN, Policy, UnreadablePolicy, policy_of
from yarrow.kernel.errors import NotThere
from yarrow.staff.marks import Marked, holds, newest_of
from yarrow.staff.queries import the_service

from .marked import HOLDS, says
from .models import PolicyVersion
from .terms import State

Marks = Mapping[UUID, Marked]
_NEVER = -1
"""Before every event of the record."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows agreed by two as the record says, by the number of the event; and what does not fit together.

    ``broken`` holds the number of each agreement whose row is gone or was changed; a row that was never
    agreed to at all is newer than everything.
    """

    good: Mapping[int, PolicyVersion]
    broken: tuple[float, ...]


def policy_on(day: date) -> Policy:
    """The numbers that hold on a day: of the agreed policy that took effect last, or the rules' own.

    ``NOT_KNOWN`` where something since then is not as this service wrote it. Hazard: whoever can write to
    the database would otherwise take the newest row away, and looser numbers would hold again. Two people
    put it right by agreeing again. Nothing agreed today holds today: a day's numbers never change within it.
    """
    found = _found()
    begun = [number for number, row in found.good.items() if row.effective_on <= day]
    newest = max(begun, default=_NEVER)
    if any(number > newest for number in found.broken):
        return NOT_KNOWN
    return read(found.good[newest]) if begun else OWN


def _found() -> _Found:
    chain = the_service().pk
    marks = _marks(chain)
    good: dict[int, PolicyVersion] = {}
    unasked = []
    for row in PolicyVersion.objects.filter(agreed_by__isnull=False, withdrawn_at=None):
        mark = marks.pop(row.pk, Marked())
        if mark.number is not None and holds(mark, HOLDS, chain=chain, subject=row.pk, says=says(row)):
            good[mark.number] = row
        else:
            unasked.append(_place(mark))
    gone = [_place(mark) for mark in marks.values() if mark.digest]
    return _Found(good, (*unasked, *gone))


def _marks(chain: UUID) -> dict[UUID, Marked]:
    """The newest event about each row: with a digest where it was agreed, without where taken back."""
    return {subject: marked for (_chain, subject), marked in newest_of(HOLDS, chains=[chain]).items()}


def _place(mark: Marked) -> float:
    return mark.number if mark.number is not None and mark.digest else inf


def read(row: PolicyVersion) -> Policy:
    """The numbers of one row, whether or not they hold; ``NOT_KNOWN`` where they are none."""
    try:
        return policy_of(row.number, row.changes)
    except (UnreadablePolicy, TypeError):
        return NOT_KNOWN


def version(row: UUID) -> PolicyVersion:
    """One row; raises NotThere."""
    found = PolicyVersion.objects.select_related("asked_by", "agreed_by").filter(pk=row).first()
    if found is None:
        raise NotThere
    return found


def last_agreed_day() -> date | None:
    """The day of the last policy that two people agreed on and nobody took back."""
    return max((row.effective_on for row in _found().good.values()), default=None)


def was_agreed(row: PolicyVersion) -> bool:
    """Whether the record says that two people agreed to this row, whatever the row itself says now."""
    mark = _marks(the_service().pk).get(row.pk)
    return mark is not None and bool(mark.digest)


def versions(day: date) -> list[tuple[PolicyVersion, State]]:
    """Every row there ever was, newest first, and where each stands."""
    rows = PolicyVersion.objects.select_related("asked_by", "agreed_by").order_by("-number")
    good, now = {row.pk for row in _found().good.values()}, policy_on(day)
    return [(row, _state(row, now, day, is_good=row.pk in good)) for row in rows]


def _state(row: PolicyVersion, now: Policy, day: date, *, is_good: bool) -> State:
    if row.withdrawn_at is not None:
        return State.WITHDRAWN
    if row.agreed_by_id is None:
        return State.WAITING if row.effective_on > day else State.LATE
    if not is_good or not read(row).is_known:
        return State.NOT_KNOWN
    if row.effective_on > day:
        return State.AHEAD
    return State.HOLDS if row.number == now.number else State.BEFORE


def unmarked() -> int:
    """How many rows say that two people agreed and carry no mark, or are gone beside their mark."""
    return len(_found().broken)
