"""The kit: the sealed bundles of one round as text, on paper and as a file.

It opens nothing without two codes, so it may lie on a stick, apart from the backups.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.recovery_shares import sealed_for
from yarrow.sealing.typed import Mistyped, read_block, spelled_block

from .models import PAIRS

_FIRST = "RECOVERY KIT 1"
_HEADING = re.compile(r"^SEALED FOR ([ABC]) AND ([ABC])$")
_LINE = re.compile(r"^(\d+)\s+(\S.*)$")


class NoKit(ValueError):
    """The text is no kit, or a line of it has a mistake; ``pair`` and ``line`` say where, if known."""

    def __init__(self, pair: str = "", line: int = 0) -> None:
        super().__init__("no kit")
        self.pair, self.line = pair, line


@dataclass(frozen=True, slots=True)
class Kit:
    """What is printed with every code: whose it is, which round, and the three sealed bundles."""

    service: UUID
    round: int
    sealed: dict[str, bytes]

    def block(self, pair: str) -> list[str]:
        """The lines of one pair's bundle, each with its own check."""
        return spelled_block(self.sealed[pair], pair)


def kit_text(kit: Kit) -> str:
    """The kit as a small text file."""
    lines = [_FIRST, f"SERVICE {kit.service}", f"ROUND {kit.round}"]
    for pair in PAIRS:
        lines += ["", f"SEALED FOR {pair[0].upper()} AND {pair[1].upper()}"]
        lines += [f"{number:2} {text}" for number, text in enumerate(kit.block(pair), 1)]
    return "\n".join(lines) + "\n"


def read_kit(text: str) -> Kit:
    """The kit of this text. Raises ``NoKit`` with the place of the first mistake."""
    blocks = _blocks(text)
    sealed = {pair: _read(lines, pair) for pair, lines in blocks.items()}
    return kit_of(sealed)


def kit_of(sealed: dict[str, bytes]) -> Kit:
    """Put bundles together as one kit. Raises ``NoKit`` when they are not of one service and round."""
    try:
        places = {pair: sealed_for(blob) for pair, blob in sealed.items()}
    except CannotOpen:
        raise NoKit from None
    whose = {(place.service, place.round) for place in places.values()}
    if len(whose) != 1 or any(place.pair != pair for pair, place in places.items()):
        raise NoKit
    service, round_ = whose.pop()
    return Kit(service, round_, sealed)


def _blocks(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    pair = ""
    for line in (each.strip().upper() for each in text.splitlines()):
        if heading := _HEADING.match(line):
            pair = f"{heading[1]}{heading[2]}".lower()
            found[pair] = []
        elif pair and (numbered := _LINE.match(line)):
            found[pair].append(numbered[2])
    if not found or set(found) - set(PAIRS):
        raise NoKit
    return found


def _read(lines: list[str], pair: str) -> bytes:
    try:
        return read_block(lines, pair)
    except Mistyped as mistake:
        raise NoKit(pair, mistake.line) from None
