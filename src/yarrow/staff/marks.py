"""What only the running service can say of a row that lets somebody in (security.md T21).

Hazard: whoever can write to the database and has a worker's account could put in a row that says that
they work on a case, know nobody, or are to be let in. A colleague's next press would hand them the key.
So such a row counts only where the newest event about the same thing carries the service's mark of it:
an HMAC under a key from the pepper over what the row says, whom it is about, and the number of that
very event in its chain.

The mark lies in the record and not in the row. So a row that was put back from an older copy does not
count either: a later event says something else, and the old mark holds at its old number only. Events
are only ever added; that nobody took the last ones away is for the signed daily heads to say.

Checking costs no query where the newest event is annotated to the row (``newest``), or one for many
rows (``newest_of``); the rest is done in memory.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, Subquery, Value

from yarrow.audit.models import AuditEvent
from yarrow.audit.terms import Event
from yarrow.sealing.pepper import mark, peppered_key, read_pepper

_Place = Value | OuterRef | Subquery


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that rows say of a subject within a chain, and the events that change it.

    The newest event of either kind decides: one of ``gives`` with a mark that holds lets the row
    count; one of ``ends`` carries no mark of this matter and lets none count. Taking away needs no mark.
    """

    name: str
    gives: tuple[Event, ...]
    ends: tuple[Event, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event that speaks of it."""
        return self.gives + self.ends


@dataclass(frozen=True, slots=True)
class Marked:
    """Number and digest of the newest event about something; nothing where there is none."""

    number: int | None = None
    digest: bytes = b""


MarksIn = Callable[[UUID, Iterable[bytes]], Callable[[int], bytes]]
"""Subject and what is said of it, to the mark that the event of each number would carry."""


def marks_in(matter: Matter, *, chain: UUID) -> MarksIn:
    """``mark_of`` for many subjects of one chain: the pepper is read and the key worked out once.

    ``PepperMissing`` where there is none: nothing is marked with a key that others could make.
    """
    key = peppered_key(read_pepper(settings.PEPPER_FILE), "marks/v1", chain)
    of = (b"mark/v1", matter.name.encode(), chain.bytes)

    def marked(subject: UUID, says: Iterable[bytes]) -> Callable[[int], bytes]:
        parts = tuple(says)
        return lambda number: mark(key, *of, subject.bytes, number.to_bytes(8, "big"), *parts)

    return marked


def mark_of(matter: Matter, *, chain: UUID, subject: UUID, says: Iterable[bytes]) -> Callable[[int], bytes]:
    """The mark that the event of each number would carry: what ``audit.append`` takes as its digest.

    ``PepperMissing`` where there is none.
    """
    return marks_in(matter, chain=chain)(subject, says)


def holds(marked: Marked, matter: Matter, *, chain: UUID, subject: UUID, says: Iterable[bytes]) -> bool:
    """Whether what a row says is what this service wrote last. No event, or no mark, is a no."""
    if marked.number is None or not marked.digest:
        return False
    return marked.digest == mark_of(matter, chain=chain, subject=subject, says=says)(marked.number)


def newest(matter: Matter, *, chain: _Place, subject: _Place) -> dict[str, Subquery]:
    """Annotations with number and digest of the newest event about a row; read them with ``marked_on``."""
    events = AuditEvent.objects.filter(chain=chain, subject=subject, event__in=matter.events)
    last = events.order_by("-number")
    return {
        _number_of(matter): Subquery(last.values("number")[:1]),
        _digest_of(matter): Subquery(last.values("digest")[:1]),
    }


def marked_on(row: Any, matter: Matter) -> Marked:
    """What ``newest`` annotated to this row."""
    digest = getattr(row, _digest_of(matter))
    return Marked(getattr(row, _number_of(matter)), bytes(digest) if digest else b"")


def mark_on(row: Any, matter: Matter, found: Marked) -> None:
    """Put beside a row, for ``marked_on``, what was read of it apart."""
    setattr(row, _number_of(matter), found.number)
    setattr(row, _digest_of(matter), found.digest)


def newest_of(
    matter: Matter, *, chains: Collection[UUID], subjects: Collection[UUID] | None = None
) -> dict[tuple[UUID, UUID], Marked]:
    """The newest event of each chain and subject, in one query; pairs without one are not in it.

    Of every subject there is, where none are named.
    """
    rows = AuditEvent.objects.filter(chain__in=chains, event__in=matter.events)
    rows = rows if subjects is None else rows.filter(subject__in=subjects)
    ordered = rows.order_by("number").values_list("chain", "subject", "number", "digest")
    return {
        (chain, subject): Marked(number, bytes(digest))
        for chain, subject, number, digest in ordered
        if subject
    }


def _number_of(matter: Matter) -> str:
    return f"{matter.name}_number"


def _digest_of(matter: Matter) -> str:
    return f"{matter.name}_digest"
