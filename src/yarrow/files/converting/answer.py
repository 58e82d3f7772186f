"""What the process that looks at a file says of it: one line of JSON, then the bytes of the safe copy."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Self

MOST_HEAD_BYTES = 64 * 1024


class NotTaken(Exception):
    """The file is not kept at all. ``code`` says why; it is a member of ``terms.WhyNot``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoCopy(Exception):
    """The file is kept, but no safe copy can be made. ``code`` is a value of ``gate.facts.files.Copy``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Made:
    """A safe copy: its type, its bytes, what of the file is not in it, and where its pages lie."""

    type: str
    content: bytes
    left_out: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    """Of a paper: first byte and length of the JPEG picture of each page, so that a page can be shown
    without opening the paper again."""


@dataclass(frozen=True, slots=True)
class Head:
    """The line before the bytes. ``refused`` empty: the file is taken; ``copy`` "made": bytes follow."""

    refused: str = ""
    type: str = ""
    copy: str = ""
    copy_type: str = ""
    copy_size: int = 0
    left_out: Sequence[str] = ()
    pages: Sequence[Sequence[int]] = field(default=())

    def to_line(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), separators=(",", ":")).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Read back; ``ValueError`` for anything else. The process may have been taken over by the file."""
        content = json.loads(line)
        made = cls(**content) if isinstance(content, dict) and content.keys() <= _NAMES else None
        if made is None or not made.is_sound():
            raise ValueError("this is no answer")
        return made

    def is_sound(self) -> bool:
        """Whether every part is of its kind and lies inside the copy."""
        words = (self.refused, self.type, self.copy, self.copy_type)
        return (
            all(isinstance(each, str) for each in words)
            and isinstance(self.copy_size, int)
            and self.copy_size >= 0
            and all(isinstance(each, str) for each in self.left_out)
            and all(_lies_inside(page, self.copy_size) for page in self.pages)
        )


_NAMES = frozenset(Head.__dataclass_fields__)
_ENDS = 2


def _lies_inside(page: Sequence[int], size: int) -> bool:
    if len(page) != _ENDS or not all(isinstance(each, int) and each >= 0 for each in page):
        return False
    return sum(page) <= size
