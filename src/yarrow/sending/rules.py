"""When a queued message may go, asked at its hour: without a key of any room. Pure.

Everything here closes: what is missing, unknown or odd is a no. ``reaching`` says when a way is safe; here
it is asked a second time, in the moment of sending, of what was sealed for the sender.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from yarrow.gate.policy import OWN
from yarrow.kernel.clock import LOCAL
from yarrow.kernel.decision import Allowed
from yarrow.reaching.rules import may_send

from .message.content import Content

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'-]){0,19}")


@dataclass(frozen=True, slots=True)
class Around:
    """What is so around a message at this moment, read without a key.

    ``says_nothing``: a stop shows whose hour has not come (design.md §4, "Stops").
    """

    is_held: bool
    holds: int
    stops: int
    seen: int
    is_closed: bool
    says_nothing: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """What the service signed when somebody inside last looked."""

    due_at: datetime
    expires_at: datetime
    holds: int
    stops: int
    seen: int


def may_go(content: Content, signed: Signed, around: Around, now: datetime) -> bool:
    """Whether this message may be handed over at this moment."""
    if not signed.due_at <= now < signed.expires_at or not nothing_since(signed, around):
        return False
    answer = may_send(
        content.route(),
        wording=content.wording,
        moment=now,
        held=around.is_held,
        policy=replace(OWN, message_days=content.holds_days),
    )
    return isinstance(answer, Allowed)


def nothing_since(signed: Signed, around: Around) -> bool:
    """Nothing was written, held, stopped or closed since somebody inside looked.

    A hold that was lifted again counts as a hold: whoever lifted it may not have known what was queued.
    """
    if around.is_held or around.is_closed or around.says_nothing:
        return False
    return (signed.holds, signed.stops, signed.seen) == (around.holds, around.stops, around.seen)


def is_name(words: str) -> bool:
    """Whether a message can be signed with this: a short name, no number, no address, no line of its own."""
    return _NAME.fullmatch(words) is not None


def full_hour(day: date, hour: int) -> datetime:
    """An hour of the clock on the wall. In the night in which one comes twice, the later of the two."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LOCAL, fold=1)
