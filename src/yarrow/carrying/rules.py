"""What the entries of one room come to: what was written to be carried, and what waits to be given. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from yarrow.gate.facts import Fact
from yarrow.gate.facts.carried import (
    CarriedAsked,
    CarriedCopy,
    CarriedGiven,
    CarriedGoing,
    CarriedHow,
    CarriedLooked,
    CarriedMessage,
    CarriedReceipt,
    CarriedReturned,
    GivenValue,
    ReceiveValue,
)
from yarrow.gate.forms import Form
from yarrow.rooms.facts import ShareMade, ShareTakenBack
from yarrow.rooms.queries import ReadEntry
from yarrow.rooms.terms import Stream
from yarrow.sealing.keys import digest

F = TypeVar("F", bound=Fact)

FORMS: dict[Form, CarriedHow] = {
    Form.SHUTTLE: CarriedHow.SPOKEN,
    Form.GO_BETWEEN: CarriedHow.SPOKEN,
    Form.LETTER: CarriedHow.LETTER,
    Form.RECORDING: CarriedHow.RECORDING,
    Form.GIFT: CarriedHow.GIFT,
}
"""Which form of contact a message belongs to."""


class SentState(StrEnum):
    """Where a message stands, as the sender's room knows it."""

    DRAFT = "draft"
    READ_HERE = "read_here"
    NOT_CARRIED = "not_carried"
    """It left to be read, and nothing more is known: refused, not asked, withdrawn and stopped look alike."""
    RETURNED = "returned"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that was written in this room."""

    id: UUID
    fact: CarriedMessage
    on: date
    state: SentState
    reason: str = ""
    given_on: date | None = None
    share: ReadEntry | None = None
    """The share that its copy went by, while that stands."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A copy that waits in this room: what was answered here about it, newest last word."""

    copy: ReadEntry
    fact: CarriedCopy
    is_read_here: bool
    """By a second worker, who found nothing."""
    wants_it: bool
    was_asked: bool
    going_on: date | None
    given: CarriedGiven | None
    is_set_aside: bool = False
    """Withdrawn, or sent back: shown only where it may have been given before that was known."""

    @property
    def id(self) -> UUID:
        """The entry of the copy."""
        return self.copy.entry.pk

    @property
    def message(self) -> UUID:
        """The entry of the original, in the sender's room."""
        return UUID(self.fact.message)

    @property
    def is_given(self) -> bool:
        """Whether they have heard or got it."""
        return self.given is not None and self.given.value is GivenValue.GIVEN


def words_mark(message: UUID, fact: CarriedMessage | CarriedCopy) -> str:
    """One digest of which message it is, how it goes and every word: what a look is given to."""
    return digest(message.bytes, fact.how.encode(), fact.plan.encode(), fact.words.encode()).hex()


def note_of(message: UUID) -> UUID:
    """The id of the one note that carries a message's copy, however often it is passed on."""
    return UUID(bytes=digest(b"carried", message.bytes)[:16])


def sent_in(entries: Sequence[ReadEntry]) -> tuple[Sent, ...]:
    """Every message that was written in a room, newest first."""
    written = [read for read in entries if _was_written(read)]
    return tuple(_sent(read, entries) for read in reversed(written))


def _was_written(read: ReadEntry) -> bool:
    inside = read.counts and read.entry.stream == Stream.WRITTEN
    return inside and isinstance(read.fact, CarriedMessage)


def _sent(read: ReadEntry, entries: Sequence[ReadEntry]) -> Sent:
    fact, message = read.fact, read.entry.pk
    if not isinstance(fact, CarriedMessage):
        raise TypeError("only what was written to be carried")
    share = _share_of(message, entries)
    receipt = _last(entries, CarriedReceipt, message)
    back = _last(entries, CarriedReturned, message)
    return Sent(
        id=message,
        fact=fact,
        on=read.entry.day,
        state=_state(read, entries, share=share, receipt=receipt, back=back),
        reason=back.reason if back is not None else "",
        given_on=receipt.given_on if receipt is not None else None,
        share=share if share is not None and not _is_taken_back(share, entries) else None,
    )


def _state(
    read: ReadEntry,
    entries: Sequence[ReadEntry],
    *,
    share: ReadEntry | None,
    receipt: CarriedReceipt | None,
    back: CarriedReturned | None,
) -> SentState:
    if receipt is not None:
        return SentState.CARRIED
    if back is not None:
        return SentState.RETURNED
    if share is not None:
        return SentState.NOT_CARRIED
    return SentState.READ_HERE if reader_of(read, entries) is not None else SentState.DRAFT


def reader_of(read: ReadEntry, entries: Sequence[ReadEntry]) -> UUID | None:
    """Who read these very words in the sender's room and found nothing; the last look decides."""
    looks = [each for each in entries if _looks_at(each, read.entry.pk)]
    if not looks or not isinstance(read.fact, CarriedMessage):
        return None
    last = looks[-1]
    is_clear = isinstance(last.fact, CarriedLooked) and last.fact.is_clear()
    same = isinstance(last.fact, CarriedLooked) and last.fact.words_seen == words_mark(
        read.entry.pk, read.fact
    )
    return last.entry.author_id if is_clear and same else None


def _looks_at(read: ReadEntry, message: UUID) -> bool:
    """By somebody inside: what came by a note is nobody's look."""
    inside = read.counts and read.entry.stream == Stream.WRITTEN
    return inside and isinstance(read.fact, CarriedLooked) and read.fact.message == str(message)


def _share_of(message: UUID, entries: Sequence[ReadEntry]) -> ReadEntry | None:
    note = str(note_of(message))
    made = (read for read in entries if read.counts and isinstance(read.fact, ShareMade))
    return next((read for read in made if isinstance(read.fact, ShareMade) and read.fact.note == note), None)


def _is_taken_back(share: ReadEntry, entries: Sequence[ReadEntry]) -> bool:
    gone = {read.fact.share for read in entries if read.counts and isinstance(read.fact, ShareTakenBack)}
    return str(share.entry.pk) in gone


def waiting_in(entries: Sequence[ReadEntry]) -> tuple[Waiting, ...]:
    """Every copy that lies in a room, newest first; set aside, only what may have been given before."""
    copies = [_waiting(read, entries) for read in reversed(entries) if _is_copy(read)]
    return tuple(each for each in copies if not each.is_set_aside or each.going_on is not None)


def _is_copy(read: ReadEntry) -> bool:
    """Brought by the one note that brings it, with the words that were read on the other side."""
    if read.corrected_by is not None or not isinstance(read.fact, CarriedCopy):
        return False
    try:
        message = UUID(read.fact.message)
    except ValueError:
        return False
    return read.note == note_of(message) and read.fact.words_seen == words_mark(message, read.fact)


def _waiting(read: ReadEntry, entries: Sequence[ReadEntry]) -> Waiting:
    fact = read.fact
    if not isinstance(fact, CarriedCopy):
        raise TypeError("only a copy waits")
    message = UUID(fact.message)
    asked = _last(entries, CarriedAsked, message)
    going = list(_about(entries, CarriedGoing, message))
    return Waiting(
        copy=read,
        fact=fact,
        is_read_here=_is_read_by_another(fact, message, entries),
        wants_it=asked is not None and asked.value is ReceiveValue.YES,
        was_asked=asked is not None,
        going_on=going[-1].entry.day if going else None,
        given=_last(entries, CarriedGiven, message),
        is_set_aside=not read.counts,
    )


def _is_read_by_another(copy: CarriedCopy, message: UUID, entries: Sequence[ReadEntry]) -> bool:
    looks = [each for each in entries if _looks_at(each, message)]
    clear = (each for each in looks if isinstance(each.fact, CarriedLooked) and each.fact.is_clear())
    return any(
        str(each.entry.author_id) != copy.looked_by
        and isinstance(each.fact, CarriedLooked)
        and each.fact.words_seen == copy.words_seen
        for each in clear
    )


_BY_NOTE = (CarriedReceipt, CarriedReturned)
"""What the other room leaves here; everything else counts only when it was written inside."""


def _about(entries: Sequence[ReadEntry], kind: type[Fact], message: UUID) -> Iterator[ReadEntry]:
    about, stream = str(message), Stream.DROPPED if kind in _BY_NOTE else Stream.WRITTEN
    return (
        read
        for read in entries
        if read.counts
        and read.entry.stream == stream
        and isinstance(read.fact, kind)
        and getattr(read.fact, "message", "") == about
    )


def _last(entries: Sequence[ReadEntry], kind: type[F], message: UUID) -> F | None:
    found: F | None = None
    for read in _about(entries, kind, message):
        if isinstance(read.fact, kind):
            found = read.fact
    return found
