"""What the shared room's entries come to: lines, what is offered, what stands. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yarrow.gate.agreement import may_be_signed_from
from yarrow.gate.codec import to_bytes
from yarrow.gate.facts import Fact
from yarrow.gate.facts.agreement import (
    AgreementOffered,
    AgreementStands,
    Commitment,
    CommitmentKept,
    NoAgreement,
)
from yarrow.gate.policy import Policy
from yarrow.gate.topics import Topic
from yarrow.kernel.words import N_
from yarrow.sealing.keys import digest

NO_LINES = N_("Choose at least one line.")
OTHER_TOPIC = N_("One line is about something that this plan is not about. It needs a plan of its own.")
DUE_TOO_SOON = N_("One line is due before anybody may sign. Give it a later day.")


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of a room as these rules need it.

    ``counts``: neither corrected nor taken out since; ``is_there``: not taken out.
    """

    id: UUID
    fact: Fact
    day: date
    counts: bool
    is_there: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment. ``counts``: its words were neither changed nor taken out since."""

    id: UUID
    fact: Commitment
    counts: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Lines as they were offered, in one order. ``missing``: how many have been taken out since."""

    id: UUID
    plan: str
    lines: tuple[Line, ...]
    missing: int
    offered_at: datetime
    day: date
    words: str
    """The digest of the agreement's words: what a signature is given to."""

    @property
    def is_unchanged(self) -> bool:
        """Whether the lines are still, word for word, what was offered."""
        return bool(self.lines) and not self.missing and all(line.counts for line in self.lines)

    def may_be_signed_from(self, policy: Policy) -> datetime:
        """The end of the pause, by the numbers of the day on which somebody would sign."""
        return may_be_signed_from(self.offered_at, policy)


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement that everybody signed, and the day on which that was found."""

    offer: Offer
    since: date


@dataclass(frozen=True, slots=True)
class Table:
    """Everything about agreements that lies in the shared room, for all its holders alike."""

    open_lines: tuple[Line, ...] = ()
    """Lines that count and stand in no agreement yet."""
    offer: Offer | None = None
    """What may be signed now, or after the pause."""
    standing: tuple[Standing, ...] = ()
    ended_without: tuple[Written, ...] = ()
    """Each "no agreement this time", newest first."""
    marks: Mapping[str, tuple[Written, ...]] | None = None
    """By line, how it went, as the shared room knows it; newest first."""

    def marks_on(self, line: Line) -> tuple[Written, ...]:
        """How it went with one line, newest first."""
        return (self.marks or {}).get(str(line.id), ())

    def standing_line(self, line_id: UUID) -> tuple[Standing, Line] | None:
        """One line of an agreement that stands; None for any other."""
        found = ((each, line) for each in self.standing for line in each.offer.lines)
        return next(((each, line) for each, line in found if line.id == line_id), None)


def table_of(written: Sequence[Written]) -> Table:
    """Put the entries of the shared room together, oldest first."""
    offers = [offer for each in written if (offer := _offer(each, written)) is not None]
    standing = tuple(found for offer in offers if (found := _standing(offer, written)) is not None)
    settled = {line.id for each in standing for line in each.offer.lines}
    lines = (_line(each) for each in written if each.counts)
    return Table(
        open_lines=tuple(line for line in lines if line is not None and line.id not in settled),
        offer=_open_offer(offers, standing, written),
        standing=standing[::-1],
        ended_without=tuple(e for e in reversed(written) if e.counts and isinstance(e.fact, NoAgreement)),
        marks=marks_in(written),
    )


def marks_in(written: Sequence[Written]) -> dict[str, tuple[Written, ...]]:
    """By line, how it went as one room knows it; newest first."""
    found: dict[str, tuple[Written, ...]] = {}
    for each in written:
        if each.counts and isinstance(each.fact, CommitmentKept):
            found[each.fact.commitment] = (each, *found.get(each.fact.commitment, ()))
    return found


def words_of(agreement: UUID, lines: Sequence[Line]) -> str:
    """One digest of the agreement's words. Any other word, day or owner gives another."""
    parts = [line.id.bytes + to_bytes(line.fact) for line in lines]
    return digest(agreement.bytes, *parts).hex()


def _line(each: Written) -> Line | None:
    if not isinstance(each.fact, Commitment) or not each.is_there:
        return None
    return Line(each.id, each.fact, each.counts)


def _offer(each: Written, written: Sequence[Written]) -> Offer | None:
    """What was offered; nothing where it was taken out or cannot be read."""
    if not each.counts or not isinstance(each.fact, AgreementOffered):
        return None
    asked = each.fact.lines.split()
    by_id = {str(other.id): line for other in written if (line := _line(other)) is not None}
    lines = tuple(by_id[name] for name in asked if name in by_id)
    try:
        offered_at = datetime.fromisoformat(each.fact.offered_at)
    except ValueError:
        return None
    return Offer(
        id=each.id,
        plan=each.fact.plan,
        lines=lines,
        missing=len(asked) - len(lines),
        offered_at=offered_at,
        day=each.day,
        words=words_of(each.id, lines),
    )


def _standing(offer: Offer, written: Sequence[Written]) -> Standing | None:
    for each in written:
        if each.counts and isinstance(each.fact, AgreementStands) and each.fact.agreement == str(offer.id):
            return Standing(offer, each.day)
    return None


def _open_offer(
    offers: Sequence[Offer], standing: Sequence[Standing], written: Sequence[Written]
) -> Offer | None:
    """The last one, unless it stands or everybody said "no agreement this time" after it."""
    if not offers or any(each.offer.id == offers[-1].id for each in standing):
        return None
    places = {each.id: place for place, each in enumerate(written)}
    ended = [places[e.id] for e in written if e.counts and isinstance(e.fact, NoAgreement)]
    return None if ended and max(ended) > places[offers[-1].id] else offers[-1]


def why_not_offered(lines: Sequence[Line], *, topics: Sequence[str], today: date, signed_from: date) -> str:
    """What stands in the way of offering these lines, as an English message id; empty when nothing does."""
    if not lines:
        return NO_LINES
    if any(line.fact.topic not in {Topic.of(topic) for topic in topics} for line in lines):
        return OTHER_TOPIC
    if any(line.fact.by_when < max(today, signed_from) for line in lines):
        return DUE_TOO_SOON
    return ""
