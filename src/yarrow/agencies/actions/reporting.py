"""Writing down that somebody at risk was reported. Nothing here asks a rule: it is done first, told after.

Hazard: whatever is wrong with one room must not keep the report out of the others, nor be an error.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from yarrow.agencies.queries import free_number, path_of
from yarrow.agencies.rules import by_when
from yarrow.cases.models import Case
from yarrow.design.no_room import cannot_write
from yarrow.gate.facts import Fact
from yarrow.gate.facts.agencies import ReportStep, RiskReport, RiskReportStep
from yarrow.gate.words import Mark
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused
from yarrow.rooms.actions import drop_note, save_draft, seal_entry
from yarrow.rooms.models import Room
from yarrow.rooms.queries import holds, team_room
from yarrow.rooms.queries.drafts import Typed
from yarrow.sealing.keyring import Keyring
from yarrow.sealing.keys import digest
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey

_LOG = logging.getLogger("yarrow.agencies")


@dataclass(frozen=True, slots=True)
class Written:
    """Where it lies now. ``not_in``: rooms that could not take it, which is said and holds nothing up."""

    rooms: tuple[Room, ...]
    not_in: tuple[Room, ...]


def report_risk(
    *,
    case: Case,
    rooms: Iterable[Room],
    report: RiskReport,
    report_id: UUID,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Written:
    """Write one report into these rooms and the team's; by a note where its writer is not inside.

    The same ``report_id`` twice is one report. Never refuses and never raises, but where nothing at all
    can be written (``design.no_room``).
    """
    marked = replace(report, report=Mark(str(report_id)), next_by=by_when(report.next_by, clock.today()))
    return _write(case, rooms, marked, report_id, by, keyring, clock)


def write_step(
    *,
    case: Case,
    rooms: Iterable[Room],
    step: RiskReportStep,
    step_id: UUID,
    by: Worker,
    keyring: Keyring,
    clock: Clock,
) -> Written:
    """Write what came of a report where the report lies, and into the team's room.

    What went to the agency word for word stays in the room that it came from.
    """
    if step.what is not ReportStep.CLOSED:
        step = replace(step, next_by=by_when(step.next_by, clock.today()))
    return _write(case, rooms, step, step_id, by, keyring, clock)


def _write(
    case: Case, rooms: Iterable[Room], fact: Fact, act: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> Written:
    places = _places(case, rooms)
    first = places[0].pk if places else None
    written = {
        room.pk: _tried(_one(room, _for_room(fact, is_first=room.pk == first), act, by, keyring, clock))
        for room in places
    }
    return Written(
        rooms=tuple(room for room in places if written[room.pk]),
        not_in=tuple(room for room in places if not written[room.pk]),
    )


def _places(case: Case, rooms: Iterable[Room]) -> Sequence[Room]:
    chosen = {room.pk: room for room in rooms}
    team = team_room(case)
    return (*chosen.values(), *([team] if team is not None and team.pk not in chosen else []))


def _for_room(fact: Fact, *, is_first: bool) -> Fact:
    """What a room said went to an agency is written in one room alone, so that no other room learns it."""
    if isinstance(fact, RiskReportStep) and not is_first:
        return replace(fact, carried=type(fact.carried)(""))
    return fact


def _one(
    room: Room, fact: Fact, act: UUID, by: Worker, keyring: Keyring, clock: Clock
) -> Callable[[], object]:
    row = UUID(bytes=digest(act.bytes, room.pk.bytes)[:16])
    if holds(by, room):
        return lambda: seal_entry(room=room, fact=fact, by=by, keyring=keyring, clock=clock, entry_id=row)
    return lambda: drop_note(room=room, fact=fact, by=by, keyring=keyring, clock=clock, drop_id=row)


def _tried(act: Callable[[], object]) -> bool:
    """Whether it was written. Each act has a transaction of its own, so a broken room breaks no other."""
    try:
        said = act()
    except Exception as failure:
        if cannot_write(failure):
            raise
        _LOG.warning("a report could not be written in one room: %s", type(failure).__name__)
        return False
    return not isinstance(said, Refused)


def keep_report(*, worker: Worker, typed: Typed, clock: Clock) -> int | None:
    """Keep what was typed for its writer alone, where no key is open or no room is theirs.

    Returns the number under which it waits; None for who has no key that anybody vouched for.
    """
    number = free_number(worker)
    try:
        save_draft(worker=worker, path=path_of(number), typed=typed, problems={}, clock=clock)
    except UntrustedKey:
        return None
    return number
