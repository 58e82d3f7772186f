"""Which numbers this service asks on a day. What cannot be believed is not known, and refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from uuid import UUID

from yarrow.gate.policy import NOT_KNOWN, OWN, Policy, UnreadablePolicy, policy_of
from yarrow.kernel.errors import NotThere
from yarrow.kernel.look import asked_once
from yarrow.staff.marks import Marked, holds, newest_of
from yarrow.staff.queries import the_service

from .marked import ASKED, HOLDS, WITHDRAWN, says, says_asked, says_withdrawn
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
    return asked_once(("policy", day), lambda: _policy_on(day))


def _policy_on(day: date) -> Policy:
    found = asked_once("policy rows", _found)
    begun = [number for number, row in found.good.items() if row.effective_on <= day]
    newest = max(begun, default=_NEVER)
    if any(number > newest for number in found.broken):
        return NOT_KNOWN
    return read(found.good[newest]) if begun else OWN


def begins_within(day: date, ahead: timedelta) -> PolicyVersion | None:
    """The agreed numbers that begin next, after this day and no later than so long ahead; None without any.

    No query beyond those of ``policy_on``, within one look.
    """
    good = asked_once("policy rows", _found).good.values()
    ahead_of_us = [row for row in good if timedelta(0) < row.effective_on - day <= ahead]
    return min(ahead_of_us, key=lambda row: row.effective_on, default=None)


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
    gone = [_place(mark) for row, mark in marks.items() if not _was_taken_back(mark, row, chain)]
    return _Found(good, (*unasked, *gone))


def _was_taken_back(mark: Marked, row: UUID, chain: UUID) -> bool:
    return holds(mark, WITHDRAWN, chain=chain, subject=row, says=says_withdrawn(row))


def _marks(chain: UUID) -> dict[UUID, Marked]:
    """The newest event about each row that was agreed to or taken back."""
    return {subject: marked for (_chain, subject), marked in newest_of(HOLDS, chains=[chain]).items()}


def _place(mark: Marked) -> float:
    return mark.number if mark.number is not None else inf


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
    return mark is not None


def holds_as_agreed(row: PolicyVersion) -> bool:
    """Whether it is as two people agreed to it: its day too, on which rests who may still take it back."""
    return row.pk in {found.pk for found in _found().good.values()}


def was_asked(row: PolicyVersion) -> bool:
    """Whether it was asked for by this service, as it stands now."""
    chain = the_service().pk
    mark = newest_of(ASKED, chains=[chain], subjects=[row.pk]).get((chain, row.pk), Marked())
    return holds(mark, ASKED, chain=chain, subject=row.pk, says=says_asked(row))


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
