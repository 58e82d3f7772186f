"""What ties an event to the one before it, and a head to every chain."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Protocol
from uuid import UUID

from yarrow.sealing.framing import framed
from yarrow.sealing.keys import digest, digest_of_framed

FIRST_PREVIOUS = b""
"""What the first event of a chain follows."""


class Written(Protocol):
    """An event with all that its hash covers: a row of the model, or the same values without it."""

    @property
    def chain(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def actor(self) -> UUID | None: ...
    @property
    def event(self) -> str: ...
    @property
    def subject(self) -> UUID | None: ...
    @property
    def digest(self) -> "bytes | memoryview[int]": ...
    @property
    def previous(self) -> "bytes | memoryview[int]": ...


def link_of(event: Written) -> bytes:
    """The hash an event must carry: over every column, each with its length in front.

    Without the lengths, bytes could be moved from one column into the next unnoticed.
    """
    return digest(
        b"audit-event/v1",
        event.chain.bytes,
        event.number.to_bytes(8, "big"),
        _moment(event.at),
        _id(event.actor),
        event.event.encode(),
        _id(event.subject),
        bytes(event.digest),
        bytes(event.previous),
    )


def head_of(through: int, tips: Iterable[tuple[UUID, int, bytes]]) -> bytes:
    """One value for the last number and hash of every chain, up to the event ``through``."""
    return head_of_framed(through, map(framed_tip, sorted(tips, key=lambda tip: tip[0].bytes)))


def framed_tip(tip: tuple[UUID, int, bytes]) -> bytes:
    """Chain, number and hash of a chain's last event, as they stand in a head."""
    chain, number, link = tip
    return framed(chain.bytes, number.to_bytes(8, "big"), link)


def head_of_framed(through: int, tips: Iterable[bytes]) -> bytes:
    """The same value from tips that are framed already, in the order of their chains."""
    return digest_of_framed(framed(b"audit-head/v1", through.to_bytes(8, "big", signed=True)), *tips)


def head_message(day: date, head: bytes) -> bytes:
    """The words that the service's key signs for one day's head."""
    return digest(b"audit-day/v1", day.isoformat().encode(), head)


def _id(value: UUID | None) -> bytes:
    return b"" if value is None else value.bytes


def _moment(at: datetime) -> bytes:
    # One spelling for one moment: the two databases give it back in different zones.
    return at.astimezone(UTC).isoformat(timespec="microseconds").encode()
