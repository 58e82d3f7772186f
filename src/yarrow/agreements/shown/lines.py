"""Agreements made ready to be read: each line in its own words, and how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from yarrow.agreements.rules import Line, Standing, Written
from yarrow.design.environment import day
from yarrow.gate.facts.agreement import CommitmentKept, NoAgreement, SeenBy, Signing
from yarrow.record.shown.entries import lines_of


@dataclass(frozen=True, slots=True)
class ShownMark:
    """How it went: in a word, on which day, in their words."""

    said: str
    day: str
    words: str
    seen: str = ""
    """What it rests on."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line: its words, then who, by when, who looks after it."""

    id: UUID
    words: str
    answers: tuple[tuple[str, str], ...]
    marks: tuple[ShownMark, ...] = ()
    own_marks: tuple[ShownMark, ...] = ()
    asks_what_happened: bool = False
    """Whether the newest word about it, here or as everybody knows it, is that it was not kept."""


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """An agreement that stands."""

    since: str
    lines: tuple[ShownLine, ...]


Marks = Mapping[str, Sequence[Written]]


def line_shown(line: Line, marks: Marks | None = None, own: Marks | None = None) -> ShownLine:
    """One line; ``marks`` as the shared room knows them, ``own`` as this room alone does."""
    said = lines_of(line.fact)
    return ShownLine(
        id=line.id,
        words=line.fact.words,
        answers=tuple((each.label, each.text) for each in said if not each.is_words),
        marks=marks_shown((marks or {}).get(str(line.id), ())),
        own_marks=marks_shown((own or {}).get(str(line.id), ())),
        asks_what_happened=_asks(marks, line) or _asks(own, line),
    )


def _asks(marks: Marks | None, line: Line) -> bool:
    newest = next(iter((marks or {}).get(str(line.id), ())), None)
    return newest is not None and isinstance(newest.fact, CommitmentKept) and newest.fact.asks_what_happened()


def standing_shown(
    standing: Sequence[Standing], marks: Marks | None, own: Marks | None = None
) -> tuple[ShownStanding, ...]:
    """What stands, newest first."""
    return tuple(
        ShownStanding(day(each.since), tuple(line_shown(line, marks, own) for line in each.offer.lines))
        for each in standing
    )


def marks_shown(marks: Sequence[Written]) -> tuple[ShownMark, ...]:
    """How it went, newest first."""
    facts = (each.fact for each in marks)
    return tuple(
        ShownMark(gettext(fact.value.words), day(fact.checked_on), fact.words, _seen(fact))
        for fact in facts
        if isinstance(fact, CommitmentKept)
    )


def _seen(fact: CommitmentKept) -> str:
    if fact.seen_by is SeenBy.UNKNOWN and not fact.seen.strip():
        return ""
    return ": ".join(part for part in (gettext(fact.seen_by.words), fact.seen.strip()) if part)


def ends_shown(ended: Sequence[Written]) -> tuple[tuple[str, str], ...]:
    """Each "no agreement this time": its day and what everybody was willing to say."""
    return tuple((day(each.day), each.fact.words) for each in ended if isinstance(each.fact, NoAgreement))


def signings_shown(signings: Sequence[Written]) -> tuple[tuple[str, str, str], ...]:
    """What this person said when asked apart: day, answer, words."""
    return tuple(
        (day(each.day), gettext(each.fact.value.words), each.fact.words)
        for each in signings
        if isinstance(each.fact, Signing)
    )
