"""What lies sealed in a queued message, and the bytes that are signed around it. Pure but for the ids."""

import json
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self
from uuid import UUID

from yarrow.gate.words import Answer
from yarrow.reaching.rules import Language, Route, RouteKind, Weekday, Window, Wording
from yarrow.sealing.context import Context
from yarrow.sealing.framing import framed

SIZE = 1024
"""One size for all, so that a long address is not told from a short one (R-12)."""


class UnreadableContent(ValueError):
    """The blob opened and says something that this version does not know; carries no detail."""


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """All that the sender must know, and nothing besides: it sees no room.

    ``wording`` is named and not written out, so that also who can seal to the sender has nothing sent
    but words of the library. ``digest`` is that of the finished words as they passed the door.
    """

    way: RouteKind
    to: str
    wording: Wording
    language: Language
    days: int
    signed: str
    windows: tuple[Window, ...]
    confirmed_on: date
    holds_days: int
    digest: str = ""

    def route(self) -> Route:
        """The way as it was when somebody inside last looked: everything else about it was a yes then."""
        return Route(
            kind=self.way,
            value=self.to,
            readable=True,
            proved=True,
            allowed=Answer.YES,
            windows=self.windows,
            hours_known=True,
            wordings=frozenset({self.wording}),
            language=self.language,
            sender_name=self.signed,
            shared_device=Answer.NO,
            confirmed_on=self.confirmed_on,
        )

    def to_bytes(self) -> bytes:
        """As canonical JSON."""
        said = {name: getattr(self, name) for name in self.__slots__}
        said["windows"] = [_window_said(each) for each in self.windows]
        said["confirmed_on"] = self.confirmed_on.isoformat()
        return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """What was sealed; ``UnreadableContent`` for anything else than exactly that."""
        try:
            return cls(**_read(json.loads(raw)))
        except Exception as failure:
            raise UnreadableContent from failure


def _window_said(window: Window) -> list[Any]:
    days = sorted(each.value for each in window.days)
    return [days, window.start.strftime("%H:%M"), window.until.strftime("%H:%M")]


def _read(said: dict[str, Any]) -> dict[str, Any]:
    numbers = (said["days"], said["holds_days"])
    words = (said["to"], said["signed"], said["digest"])
    if not all(type(each) is int for each in numbers) or not all(type(each) is str for each in words):
        raise UnreadableContent
    return said | {
        "way": RouteKind.of(said["way"]),
        "wording": Wording.of(said["wording"]),
        "language": Language.of(said["language"]),
        "windows": tuple(_window(*each) for each in said["windows"]),
        "confirmed_on": date.fromisoformat(said["confirmed_on"]),
    }


def _window(days: list[str], start: str, until: str) -> Window:
    named = frozenset(Weekday.of(each) for each in days)
    return Window(named, time.fromisoformat(start), time.fromisoformat(until))


def message_context(deployment: UUID, room: UUID, message: UUID) -> Context:
    """Where a queued message may be opened, and nowhere else."""
    return Context(deployment, "sending_queuedmessage", "blob", message, room)


def signed_bytes(deployment: UUID, row: Any) -> bytes:
    """What the service signs of a queued row: all that the sender goes by, and the very blob."""
    numbers = (row.seen, row.holds, row.stops)
    return framed(
        b"queued/v1",
        deployment.bytes,
        row.id.bytes,
        row.room_id.bytes,
        *(int(moment.timestamp()).to_bytes(8, "big") for moment in (row.due_at, row.expires_at)),
        *(number.to_bytes(8, "big") for number in numbers),
        bytes(row.blob),
    )
