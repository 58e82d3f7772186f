"""On which days a room's own answer was a yes, and why not on the others. Pure; never more than one room.

Worked out again, by the rules and numbers of today, from what was written there by the end of each day.
Only days on which something changed or lapses are looked at: between them nothing can change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from yarrow.gate.catalogue import CANNOT_BE_READ
from yarrow.gate.facts.base import Fact, Home
from yarrow.gate.forms import Form
from yarrow.gate.person import rules_for
from yarrow.gate.policy import OWN, Policy
from yarrow.gate.question import Question
from yarrow.gate.reasons import GateReason
from yarrow.gate.recorded import Recorded
from yarrow.gate.rulebook import reasons_in
from yarrow.gate.standing import RoomAnswer
from yarrow.gate.team import TEAM_RULES
from yarrow.gate.topics import Topic
from yarrow.gate.view import FactsView, Found
from yarrow.gate.words import Choice
from yarrow.kernel.words import N_

_DAY = timedelta(days=1)

Ends = dict[tuple[int, date], tuple[date, ...]]
"""By fact and the day it counts from, the days on which something that rests on it may end."""


class NotSaid(Choice):
    """Why nobody could say what a room answers."""

    NOTE_WAITED = "note_waited", N_("A note waited here to be read.")
    TAKEN_OUT = "taken_out", N_("Something was taken out, and nobody had said again what stands.")
    HOLDER_LEFT = "holder_left", N_("Whoever had said what stands was no longer in this room.")
    SAY_AGAIN = "say_again", N_("Somebody inside must say again whether this is still so.")


@dataclass(frozen=True, slots=True)
class EndOfDay:
    """What counted in a room when a day had ended on which something happened there.

    ``not_said``: from that day on nobody could say what stands, until another such day.
    """

    day: date
    recorded: tuple[Recorded, ...] = ()
    not_said: NotSaid | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the room is asked, for each day anew. ``home``: whether it is a person's or the team's."""

    home: Home
    form: Form
    topic: Topic
    policy: Policy = OWN

    def on(self, day: date) -> Question:
        """The question on one day."""
        return Question(self.form, frozenset({self.topic}), day, self.policy)


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row with one answer, first and last; ``reasons`` are those of its first day."""

    first: date
    last: date
    answer: RoomAnswer
    reasons: tuple[GateReason, ...] = ()
    not_said: NotSaid | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of what stood in the way."""
        return tuple(reason.code for reason in self.reasons)


def spans_of(days: Sequence[EndOfDay], asked: Asked, *, today: date, now: RoomAnswer) -> tuple[Span, ...]:
    """The days from the first on which something happened until today, in order and without a gap.

    ``days`` are in order, each once. ``now`` is what the room's believed standing says today: where
    that is less than what was written would give, today says so, since the gate goes by it.
    """
    until = [*(each.day - _DAY for each in days[1:]), today]
    ends: Ends = {}
    pairs = zip(days, until, strict=False)  # where nothing ever happened, today has nothing beside it
    found = [span for each, last in pairs for span in _spans(each, last, asked, ends)]
    return _joined(_as_believed(found, today, now))


def _spans(each: EndOfDay, last: date, asked: Asked, ends: Ends) -> Iterator[Span]:
    """From one day on which something happened to the day before the next."""
    if each.day > last:
        return
    if each.not_said is not None:
        yield Span(each.day, last, RoomAnswer.UNKNOWN, not_said=each.not_said)
        return
    first, stopped, reasons = each.day, *_stopped(each, last, asked, ends)
    if stopped is None:
        yield Span(first, last, RoomAnswer.STANDS)
        return
    if stopped > first:
        yield Span(first, stopped - _DAY, RoomAnswer.STANDS)
    # What time alone would lift stays a no until somebody inside says again (design.md §4, "Standings").
    yield Span(stopped, last, RoomAnswer.DOES_NOT, reasons)


def _stopped(
    each: EndOfDay, last: date, asked: Asked, ends: Ends
) -> tuple[date | None, tuple[GateReason, ...]]:
    """The first day of these on which it does not stand, and why; None where it stands on all."""
    try:
        return _first_no(each, last, asked, ends)
    except Exception:  # noqa: BLE001  # whatever went wrong, the answer is no
        return each.day, (CANNOT_BE_READ,)


def _first_no(
    each: EndOfDay, last: date, asked: Asked, ends: Ends
) -> tuple[date | None, tuple[GateReason, ...]]:
    facts = FactsView(each.recorded, asked.home, asked.policy)
    for day in (each.day, *_lapses_in(facts, each.day, last, ends)):
        question = asked.on(day)
        rules = rules_for(facts, question) if asked.home is Home.PERSON else TEAM_RULES
        if reasons := reasons_in(rules, facts, question):
            return day, reasons
    return None, ()


def _lapses_in(facts: FactsView, first: date, last: date, ends: Ends) -> Iterator[date]:
    """The days after the first, up to the last, on which something has lapsed since the day before."""
    if first == last:
        return
    found = {end for each in facts.everything() for end in _ends_of(each, ends) if first <= end < last}
    yield from (end + _DAY for end in sorted(found))


def _ends_of(found: Found[Fact], ends: Ends) -> tuple[date, ...]:
    """Asked once of each fact: a room of three years is looked at hundreds of times."""
    key = (id(found.fact), found.day)
    if key not in ends:
        ends[key] = found.last_days()
    return ends[key]


def _as_believed(spans: Sequence[Span], today: date, now: RoomAnswer) -> list[Span]:
    """The same, where today is no better than what the gate believes today."""
    if not spans or now is RoomAnswer.STANDS or spans[-1].answer is RoomAnswer.UNKNOWN:
        return list(spans)
    *before, last = spans
    if now is RoomAnswer.DOES_NOT and last.answer is RoomAnswer.DOES_NOT:
        return list(spans)
    ended = [replace(last, last=today - _DAY)] if last.first < today else []
    return [*before, *ended, Span(today, today, now, not_said=NotSaid.SAY_AGAIN)]


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbours that say the same for the same reasons, as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and _says(joined[-1]) == _says(span):
            joined[-1] = replace(joined[-1], last=span.last)
        else:
            joined.append(span)
    return tuple(joined)


def _says(span: Span) -> tuple[RoomAnswer, tuple[GateReason, ...], NotSaid | None]:
    return span.answer, span.reasons, span.not_said
