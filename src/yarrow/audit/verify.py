"""Whether the record is as it was written. For investigators; no page or rule rests on it."""

from datetime import date
from uuid import UUID

from yarrow.audit.links import FIRST_PREVIOUS, head_message, head_of, link_of
from yarrow.audit.models import DailyHead
from yarrow.audit.queries import daily_heads, events_of, last_id, tips
from yarrow.sealing.keys import has_signed


def broken_links(chain: UUID) -> list[int]:
    """The numbers of the events that no longer follow from what stands before them.

    Finds an event edited, removed, moved or put in between. A tail cut off, or a chain
    rewritten whole with fresh hashes, is found only by a signed head (``head_holds``).
    """
    broken, number, link = [], 0, FIRST_PREVIOUS
    for event in events_of(chain).iterator():
        follows = event.number == number + 1 and bytes(event.previous) == link
        if not follows or bytes(event.hash) != link_of(event):
            broken.append(event.number)
        number, link = event.number, bytes(event.hash)
    return broken


def head_of_everything(*, through: int | None = None) -> bytes:
    """One value for the whole record as it is now, or as it stood at the event with id ``through``."""
    end = last_id() if through is None else through
    return head_of(end, tips(end))


def head_is_signed(head: DailyHead, public: bytes) -> bool:
    """Whether the service's key signed this head for this day."""
    return has_signed(public, head_message(head.day, bytes(head.head)), bytes(head.signature))


def head_holds(head: DailyHead, public: bytes) -> bool:
    """Whether a head, ours or the copy kept off the host, still stands for the record we have."""
    return head_is_signed(head, public) and head_of_everything(through=head.through) == bytes(head.head)


def days_that_differ(public: bytes) -> list[date]:
    """The days whose signed head no longer stands for the record.

    Reads the record once for each head: meant for an inquiry, not for every night.
    """
    return [head.day for head in daily_heads() if not head_holds(head, public)]
