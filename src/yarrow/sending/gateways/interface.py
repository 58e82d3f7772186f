"""What every gateway can do: three things, and none of them twice."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from yarrow.gate.facts.routes import RouteKind


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """One finished message. ``repr`` is off: a number in a log is a number that left."""

    id: UUID
    way: RouteKind
    to: str
    subject: str
    body: str
    signed: str


class NotTaken(Exception):
    """The other end certainly took nothing: it said so, or was never reached.

    ``again`` says whether it may take it later. Every other exception of ``hand_over`` means that nobody
    knows: the message may have gone, and is never handed over again.
    """

    def __init__(self, *, again: bool) -> None:
        super().__init__("not taken")
        self.again = again


class Gateway(Protocol):
    """One way out of the house."""

    def carries(self, way: RouteKind) -> bool:
        """Whether this gateway takes messages of this kind."""

    def whats_missing(self) -> str:
        """What an administrator must set before it can be used, in one line; empty when nothing."""

    def hand_over(self, message: Outgoing) -> None:
        """Hand it over once. Returns when the other end has taken it; raises ``NotTaken`` when it did not."""
