"""The official case of restorative justice, as who is inside the team room reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts.justice import JusticeDetails, JusticeReport
from yarrow.gate.recorded import Recorded
from yarrow.record.shown.official import said_of_owed
from yarrow.rooms.actions import read_room
from yarrow.rooms.label import newest_reports
from yarrow.rooms.models import Room
from yarrow.rooms.queries import facts_that_count
from yarrow.staff.requests import WorkerRequest


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One thing that the office which asked us is owed, or was told."""

    to_whom: str
    said: str
    is_owed: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class OfficialCase:
    """What the papers say, line by line, and what we owe the office that asked us."""

    room: Room
    lines: tuple[tuple[str, str], ...]
    reports: tuple[ShownReport, ...]


def official_case(request: WorkerRequest, team: Room) -> OfficialCase:
    """Read from the team room, which leaves a row in its chain like any reading."""
    _room, entries = read_room(
        room_id=team.pk, by=request.worker, keyring=request.keyring, clock=request.clock
    )
    recorded = facts_that_count(entries)
    return OfficialCase(team, _lines(recorded), _reports(recorded, request.clock.today()))


def _lines(recorded: Sequence[Recorded]) -> tuple[tuple[str, str], ...]:
    found = [each.fact for each in recorded if isinstance(each.fact, JusticeDetails)]
    if not found:
        return ()
    latest = found[-1]
    return (
        (gettext("Official reference"), latest.reference or gettext("Not recorded")),
        (gettext("Who asked us"), gettext(latest.referred_by.words)),
        (gettext("How far the official case has come"), gettext(latest.stage.words)),
        (gettext("Admitted, or found by a court"), gettext(latest.footing.words)),
    )


def _reports(recorded: Sequence[Recorded], today: date) -> tuple[ShownReport, ...]:
    """The newest word on each office: what was told, or what is owed and by when."""
    return tuple(_report(found, today) for found in newest_reports(each.fact for each in recorded))


def _report(found: JusticeReport, today: date) -> ShownReport:
    if found.told_on is not None:
        said = gettext("Told on %(day)s") % {"day": day(found.told_on)}
    else:
        said = said_of_owed(found.due_on)
    is_late = found.is_owed() and found.due_on is not None and found.due_on < today
    return ShownReport(found.to_whom, said, found.is_owed(), is_late)
