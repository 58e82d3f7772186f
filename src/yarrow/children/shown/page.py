"""What the page of one room shows of time with the child, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from yarrow.children.queries import allowed_in, may_go_to, proposals_in
from yarrow.children.rules import days_drawn
from yarrow.gate.facts import Fact
from yarrow.gate.facts.proposals import ChildAllows, TimeProposal
from yarrow.gate.words import Answer
from yarrow.record.queries import rooms_beside
from yarrow.record.shown.entries import ShownEntry
from yarrow.record.shown.room import labels_of
from yarrow.record.views.doors import OnScreen
from yarrow.rooms.queries import ReadEntry

from .calendar import Drawn, draw


@dataclass(frozen=True, slots=True)
class ShownKind:
    """What was recorded of one kind: its name, the presses that record more, the newest, and the rest."""

    kind: str
    title: str
    newest: ShownEntry | None
    earlier: tuple[ShownEntry, ...]


def kind_shown(screen: OnScreen, kind: type[Fact]) -> ShownKind:
    """All that counts of one kind in this room."""
    counting = [each for each in reversed(screen.entries) if each.counts and isinstance(each.fact, kind)]
    shown = [screen.reader().show(each, ()) for each in counting]
    return ShownKind(kind.kind, gettext(kind.title), shown[0] if shown else None, tuple(shown[1:]))


@dataclass(frozen=True, slots=True)
class ShownLeave:
    """One thing that the child said. ``may_go``: the child said yes; ``to``: where, in words."""

    id: UUID
    words: str
    may_go: bool
    said: str
    to: str


def leave_shown(screen: OnScreen) -> tuple[ShownLeave, ...]:
    """What the child was asked about passing on, newest first."""
    labels = labels_of(rooms_beside(screen.room))
    found = reversed(allowed_in(screen.entries))
    return tuple(
        _leave(each.entry.pk, each.fact, labels) for each in found if isinstance(each.fact, ChildAllows)
    )


def _leave(entry: UUID, said: ChildAllows, labels: dict[UUID, str]) -> ShownLeave:
    answers = {
        Answer.YES: gettext("The child allows it"),
        Answer.NO: gettext("The child does not allow it"),
        Answer.UNKNOWN: gettext("Not asked, or not known: it is not passed on"),
    }
    to = "; ".join(labels[room] for room in may_go_to(said) if room in labels)
    return ShownLeave(entry, said.words, said.allowed is Answer.YES, answers[said.allowed], to)


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """What is proposed for one child: whose room, the answers, and the days drawn."""

    id: UUID
    child: str
    shown: ShownEntry
    drawn: Drawn


def proposals_shown(screen: OnScreen) -> tuple[ShownProposal, ...]:
    """Every proposal that counts in the team's room, newest first."""
    labels = labels_of(rooms_beside(screen.room))
    return tuple(_proposal(each, screen, labels) for each in reversed(proposals_in(screen.entries)))


def _proposal(read: ReadEntry, screen: OnScreen, labels: dict[UUID, str]) -> ShownProposal:
    if not isinstance(read.fact, TimeProposal):
        raise TypeError("only proposals are asked for")
    return ShownProposal(
        id=read.entry.pk,
        child=labels.get(UUID(read.fact.child), ""),
        shown=screen.reader().show(read, ()),
        drawn=draw(read.fact, days_drawn(read.fact)),
    )


def found_of(entries: Sequence[ReadEntry], kind: type[Fact]) -> Fact | None:
    """The last that counts of one kind."""
    return next(
        (each.fact for each in reversed(entries) if each.counts and isinstance(each.fact, kind)), None
    )
