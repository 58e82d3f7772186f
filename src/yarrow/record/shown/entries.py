"""What is recorded, made ready to be read: each entry with its day, its author and its own words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts import Fact, Shape, Subject, Unreadable, asked
from yarrow.gate.facts.change import LookAgain
from yarrow.gate.facts.course import NextStep, NextStepDone
from yarrow.gate.facts.team import OwnChoiceNotice, ProposalNotice, TriggerNotice
from yarrow.gate.words import Choice
from yarrow.rooms.facts import (
    SecondWorkerAgrees,
    SharedWords,
    ShareMade,
    ShareTakenBack,
    WordsTakenBack,
)
from yarrow.rooms.queries import ReadEntry
from yarrow.rooms.rules import only_a_supervisor_seconds

from .seconds import Seconds, ShownAgreement

_OF_NOBODY = (LookAgain, OwnChoiceNotice, ProposalNotice, TriggerNotice, SharedWords, WordsTakenBack)
"""Shown without their author: who sent a notice would tell which room has changed, and shared words
were agreed to as words alone."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One answered question. ``is_words`` marks text in somebody's own words."""

    label: str
    text: str
    is_words: bool


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry. ``earlier`` are the entries that this one puts right, newest first.

    ``waits_for_second``: it does not count yet; ``may_agree``: the reader may be that second worker.
    """

    id: UUID
    title: str
    subject: Subject
    day: str
    author: str
    lines: tuple[ShownLine, ...]
    is_struck: bool
    may_be_put_right: bool
    agreement: ShownAgreement | None
    waits_for_second: bool
    may_agree: bool
    earlier: tuple["ShownEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSubject:
    """The entries of one subject, newest first."""

    title: str
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What must be known to show a room.

    Who reads it and what they may write by hand, what other rooms and the entries here are called,
    and who agreed with what.
    """

    worker: UUID
    by_hand: frozenset[type[Fact]]
    places: Mapping[UUID, str]
    seconds: Seconds
    titles: Mapping[str, str] = field(default_factory=dict)
    is_supervisor: bool = False

    def show(self, read: ReadEntry, earlier: tuple[ShownEntry, ...] = ()) -> ShownEntry:
        """One entry as it is shown."""
        waits = self.seconds.is_missing(read)
        return ShownEntry(
            id=read.entry.pk,
            title=_title(read.fact),
            subject=read.fact.subject,
            day=day(read.entry.day),
            author=_author(read),
            lines=lines_of(read.fact, self._named(read.fact)),
            is_struck=read.corrected_by is not None,
            may_be_put_right=read.counts and type(read.fact) in self.by_hand,
            agreement=self.seconds.with_entry(read),
            waits_for_second=waits,
            may_agree=waits and self._may_second(read),
            earlier=earlier,
        )

    def _may_second(self, read: ReadEntry) -> bool:
        may = self.is_supervisor or not only_a_supervisor_seconds(read.fact)
        return may and read.entry.author_id != self.worker

    def _named(self, fact: Fact) -> dict[str, str]:
        """Words for the ids that a record about the rooms themselves holds."""
        if isinstance(fact, ShareMade | ShareTakenBack):
            return {"to_room": self.places.get(UUID(fact.to_room), gettext("A room of this case"))}
        if isinstance(fact, NextStepDone):
            return {"step": self.titles.get(fact.step, gettext("An entry that is no longer here"))}
        if isinstance(fact, SecondWorkerAgrees):
            return {"entry": self.titles.get(fact.entry, gettext("An entry that is no longer here"))}
        return {}


def lines_of(fact: Fact, named: Mapping[str, str] | None = None) -> tuple[ShownLine, ...]:
    """Every answered question of a fact; ``named`` gives the words for fields that hold ids."""
    if isinstance(fact, Unreadable):
        return ()
    words = named or {}
    found = ((each, words.get(each.name) or said(getattr(fact, each.name))) for each in asked(type(fact)))
    return tuple(
        ShownLine(gettext(each.label), text, each.shape is Shape.LONG) for each, text in found if text
    )


def said(value: object) -> str:
    """A value of a fact in words; empty when nothing was said."""
    if isinstance(value, tuple):
        return "; ".join(said(each) for each in value)
    if isinstance(value, Choice):
        return gettext(value.words)
    if isinstance(value, date):
        return day(value)
    return "" if value is None else str(value)


def subjects_of(entries: Sequence[ReadEntry], reader: Reader) -> tuple[ShownSubject, ...]:
    """A room in the order of the subjects, what works and who helps first; each newest first."""
    shown = [*_shown(entries, reader)]
    order = (Subject.STRENGTHS, *(each for each in Subject if each is not Subject.STRENGTHS))
    found = ((each, tuple(entry for entry in shown if entry.subject is each)) for each in order)
    return tuple(ShownSubject(gettext(each.words), inside) for each, inside in found if inside)


def _shown(entries: Sequence[ReadEntry], reader: Reader) -> Iterator[ShownEntry]:
    """Newest first. What was put right stands beside what is right; misfiled entries are not here.

    An agreement stands on the entry that it agrees with, and is no entry of its own.
    """
    kept = {read.entry.pk: read for read in entries if not read.is_quarantined}
    for read in reversed(kept.values()):
        if read.corrected_by not in kept and not isinstance(read.fact, SecondWorkerAgrees):
            yield reader.show(read, tuple(_earlier(read, kept, reader)))


def _earlier(read: ReadEntry, kept: Mapping[UUID, ReadEntry], reader: Reader) -> Iterator[ShownEntry]:
    before = kept.get(read.corrects) if read.corrects else None
    while before is not None:
        yield reader.show(before)
        before = kept.get(before.corrects) if before.corrects else None


def _title(fact: Fact) -> str:
    if isinstance(fact, Unreadable):
        return gettext("This entry cannot be read here. Tell the supervisor.")
    return gettext(fact.title)


def titles_of(entries: Sequence[ReadEntry]) -> dict[str, str]:
    """What each entry that is still in the room is called, by its id."""
    return {str(read.entry.pk): _called(read.fact) for read in entries if not read.is_quarantined}


def _called(fact: Fact) -> str:
    """A next step is called by its own words: several may wait side by side."""
    return fact.words if isinstance(fact, NextStep) else _title(fact)


def _author(read: ReadEntry) -> str:
    if isinstance(read.fact, _OF_NOBODY) or read.entry.author is None:
        return ""
    return read.entry.author.name
