"""What is recorded, made ready to be read: each entry with its day, its author and its own words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from yarrow.design.environment import day
from yarrow.gate.facts import AskedField, Fact, Home, Shape, Subject, Unreadable, asked, facts_for
from yarrow.gate.facts.team import OwnChoiceNotice, ProposalNotice, TriggerNotice
from yarrow.gate.words import Choice
from yarrow.rooms.facts import SharedWords, ShareMade
from yarrow.rooms.queries import ReadEntry

_OF_NOBODY = (OwnChoiceNotice, ProposalNotice, TriggerNotice, SharedWords)
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
    """One entry. ``earlier`` are the entries that this one puts right, newest first."""

    id: UUID
    title: str
    subject: Subject
    day: str
    author: str
    lines: tuple[ShownLine, ...]
    is_struck: bool
    may_be_put_right: bool
    earlier: tuple["ShownEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSubject:
    """The entries of one subject, newest first."""

    title: str
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What must be known to show a room: what sort it is, and what other rooms are called."""

    home: Home | None
    places: Mapping[UUID, str]

    def show(self, read: ReadEntry, earlier: tuple[ShownEntry, ...] = ()) -> ShownEntry:
        """One entry as it is shown."""
        return ShownEntry(
            id=read.entry.pk,
            title=_title(read.fact),
            subject=read.fact.subject,
            day=day(read.entry.day),
            author=_author(read),
            lines=tuple(self._lines(read.fact)),
            is_struck=read.corrected_by is not None,
            may_be_put_right=read.counts and is_kept_here(type(read.fact), self.home),
            earlier=earlier,
        )

    def _lines(self, fact: Fact) -> Iterator[ShownLine]:
        if isinstance(fact, Unreadable):
            return
        for question in asked(type(fact)):
            if text := self._text(fact, question):
                yield ShownLine(gettext(question.label), text, question.shape is Shape.LONG)

    def _text(self, fact: Fact, question: AskedField) -> str:
        value = getattr(fact, question.name)
        if isinstance(fact, ShareMade) and question.name == "to_room":
            return self.places.get(UUID(value), gettext("A room of this case"))
        return said(value)


def is_kept_here(kind: type[Fact], home: Home | None) -> bool:
    """Whether a worker may record this kind in a room of this sort by hand."""
    return home is not None and kind in facts_for(home)


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
    """Newest first. What was put right stands beside what is right; misfiled entries are not here."""
    kept = {read.entry.pk: read for read in entries if not read.is_quarantined}
    for read in reversed(kept.values()):
        if read.corrected_by not in kept:
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


def _author(read: ReadEntry) -> str:
    if isinstance(read.fact, _OF_NOBODY) or read.entry.author is None:
        return ""
    return read.entry.author.name
