"""Heads kept off this machine: as text to send or print, and read again from a copy (security.md §5.9)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from yarrow.audit.links import head_message
from yarrow.audit.models import DailyHead
from yarrow.audit.queries import daily_head
from yarrow.audit.terms import Fault
from yarrow.audit.verify import head_of_everything
from yarrow.audit.walk import Found
from yarrow.sealing.keys import has_signed

_FIRST = "yarrow-heads/1"
_PARTS = 5
_GROUP = 4
_SPOKEN = 16
"""Hexadecimal digits to compare by eye or on the telephone; 64 bits nobody can aim at by trying."""


class NotAHead(ValueError):
    """A line of the kept copy is not one of ours; it says which."""


@dataclass(frozen=True, slots=True)
class KeptHead:
    """One day's head as it was copied."""

    day: date
    through: int
    head: bytes
    signature: bytes


def check_words(head: bytes) -> str:
    """The short form of a head, for paper: ``3f2a-91c0-…``."""
    short = head.hex()[:_SPOKEN]
    return "-".join(short[at : at + _GROUP] for at in range(0, _SPOKEN, _GROUP))


def heads_in_words(heads: Iterable[DailyHead]) -> Iterator[str]:
    """The lines to keep elsewhere. They hold no name, no case and no count of anything but events."""
    yield f"{_FIRST}  day  events  check words  head  signature"
    for each in heads:
        head, signature = bytes(each.head), bytes(each.signature)
        yield f"{each.day}  {each.through}  {check_words(head)}  {head.hex()}  {signature.hex()}"


def kept_heads(text: str) -> tuple[KeptHead, ...]:
    """Every head of a kept copy; lines that begin with # or the title are passed over. ``NotAHead``."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(_read(line) for line in lines if line and not line.startswith(("#", "yarrow-heads/")))


def _read(line: str) -> KeptHead:
    parts = line.split()
    if len(parts) != _PARTS:
        raise NotAHead(line)
    try:
        day, through = date.fromisoformat(parts[0]), int(parts[1])
        head, signature = bytes.fromhex(parts[3]), bytes.fromhex(parts[4])
    except ValueError:
        raise NotAHead(line) from None
    if parts[2] != check_words(head):
        raise NotAHead(line)
    return KeptHead(day, through, head, signature)


def compared(kept: Iterable[KeptHead], public: bytes) -> Iterator[Found]:
    """Where the record that we have does not fit what was kept: a tail cut off, a database put back."""
    for each in kept:
        if not has_signed(public, head_message(each.day, each.head), each.signature):
            yield Found(Fault.HEAD_UNSIGNED, day=each.day)
        elif not _stands(each):
            yield Found(Fault.KEPT_HEAD_DIFFERS, day=each.day)


def _stands(kept: KeptHead) -> bool:
    ours = daily_head(kept.day)
    is_here = ours is not None and bytes(ours.head) == kept.head
    return is_here and head_of_everything(through=kept.through) == kept.head
