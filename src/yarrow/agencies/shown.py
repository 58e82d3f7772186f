"""What pages show of reports and shares, and what a room may say to an agency, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from yarrow.agencies.rules import may_be_carried, steps_of, still_stands, tells_where
from yarrow.cases.models import Case
from yarrow.design.environment import day
from yarrow.gate.facts import Fact, Shape, Unreadable, asked
from yarrow.gate.facts.agencies import AgencyShare, FormalRequest, RiskReport
from yarrow.gate.recorded import Recorded
from yarrow.record.shown.entries import ShownLine, lines_of, said
from yarrow.rooms.models import Room
from yarrow.rooms.queries import labels_in
from yarrow.rooms.shown import room_listed
from yarrow.rooms.terms import RoomKind
from yarrow.sealing.keyring import Keyring


@dataclass(frozen=True, slots=True)
class ShownTold:
    """One report, share or request, with what came of it."""

    id: UUID
    title: str
    day: str
    lines: tuple[ShownLine, ...]
    steps: tuple[tuple[str, tuple[ShownLine, ...]], ...]
    on_paper: tuple[ShownLine, ...]
    is_report: bool
    is_share: bool
    stands: bool


def told_in(recorded: Sequence[Recorded], today: object) -> tuple[ShownTold, ...]:
    """Everything of this room that an agency was told or asks for, newest first."""
    kinds = (RiskReport, AgencyShare, FormalRequest)
    facts = [each.fact for each in recorded]
    return tuple(_shown(each, facts, today) for each in reversed(recorded) if isinstance(each.fact, kinds))


def _shown(each: Recorded, facts: Sequence[Fact], today: object) -> ShownTold:
    fact = each.fact
    steps = tuple((gettext(step.title), lines_of(step)) for step in steps_of(fact, facts))
    return ShownTold(
        id=each.entry,
        title=gettext(fact.title),
        day=day(each.day),
        lines=lines_of(fact),
        steps=steps,
        on_paper=_on_paper(fact, facts),
        is_report=isinstance(fact, RiskReport),
        is_share=isinstance(fact, AgencyShare),
        stands=isinstance(fact, AgencyShare) and still_stands(fact, facts, today),  # type: ignore[arg-type]  # a day
    )


_GOES: dict[type[Fact], tuple[str, ...]] = {
    RiskReport: ("agency", "person", "at_risk", "words", "they_know", "told_on", "told_at"),
    AgencyShare: ("agency", "person", "purpose", "words", "until"),
}


def _on_paper(fact: Fact, facts: Sequence[Fact]) -> tuple[ShownLine, ...]:
    """What stands on the paper for the agency: nothing of what we noted for ourselves."""
    own = _some(fact, _GOES.get(type(fact), ()))
    return (*own, *(line for step in steps_of(fact, facts) for line in _some(step, ("carried",))))


def _some(fact: Fact, names: Collection[str]) -> tuple[ShownLine, ...]:
    found = [each for each in asked(type(fact)) if each.name in names and said(getattr(fact, each.name, ""))]
    return tuple(
        ShownLine(gettext(each.label), said(getattr(fact, each.name)), each.shape is Shape.LONG)
        for each in found
    )


def offered(recorded: Sequence[Recorded]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """The entries that may be ticked: those that tell nothing of where somebody is, and those that do."""
    able = [each for each in reversed(recorded) if _can_be_read(each.fact) and may_be_carried(each.fact)]
    plain = {each.entry: _called(each) for each in able if not tells_where(each.fact)}
    where = {each.entry: _called(each) for each in able if tells_where(each.fact)}
    return plain, where


def _can_be_read(fact: Fact) -> bool:
    return not isinstance(fact, Unreadable) and bool(lines_of(fact))


def _called(each: Recorded) -> str:
    first = next((line.text for line in lines_of(each.fact) if line.is_words), "")
    short = " ".join(first.split())[:80]
    named = f"{gettext(each.fact.title)}, {day(each.day)}"
    return f"{named}: {short}" if short else named


def words_of(recorded: Sequence[Recorded], chosen: Collection[UUID], more: str) -> str:
    """Exactly what goes: the ticked entries in the order written, then the worker's own words."""
    parts = [_in_words(each) for each in recorded if each.entry in chosen and may_be_carried(each.fact)]
    return "\n\n".join(part for part in (*parts, more.strip()) if part)


def _in_words(each: Recorded) -> str:
    lines = [f"{line.label}: {line.text}" for line in lines_of(each.fact)]
    return "\n".join((f"{gettext(each.fact.title)}, {day(each.day)}", *lines))


def rooms_named(rooms: Sequence[Room], keyring: Keyring) -> Mapping[UUID, str]:
    """What each room that this worker is in is called; the team's is left out, for it is always told."""
    labels = labels_in(rooms, keyring)
    people = [room for room in rooms if room.kind == RoomKind.PERSON]
    shown = {room.pk: room_listed(room, labels[room.pk].name if room.pk in labels else "") for room in people}
    return {pk: f"{each.name} ({gettext(each.colour_name)})" for pk, each in shown.items()}


def cases_named(cases: Sequence[Case]) -> list[tuple[str, str]]:
    """Each case by its number."""
    return [(str(case.pk), gettext("Case %(number)s") % {"number": case.reference}) for case in cases]
