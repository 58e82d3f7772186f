"""What the custodians keep: three codes, any two of which open one bundle (security.md §5.4, R-09).

No exotic mathematics: the bundle is sealed three times, once for each pair of codes, under
HKDF(code || code). One code opens nothing, and tells nothing of the other two.

A sealed bundle is: format 0x01 | service, 16 bytes | round, 2 bytes | pair, 1 byte | blob. What stands
in front is bound into the seal, and lets a bare machine open it from paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from uuid import UUID

from .blob import seal, unseal
from .context import LAST_VERSION, Context
from .derive import derived
from .errors import CannotOpen
from .keys import random_bytes

CODE_BYTES = 20
PAIRS = ("ab", "ac", "bc")
_FORMAT = b"\x01"
_KEY_BYTES = 32
_AGE_SECRET_BYTES = 74
_HEADER_BYTES = 20
SEALED_BYTES = 193
"""Every sealed bundle is as long as every other: header, blob header, padding length, secrets, tag."""


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """All that opens a service again: the recovery key's private half, the pepper, the backups' key."""

    recovery_private: bytes
    pepper: bytes
    age_secret: str


@dataclass(frozen=True, slots=True)
class SealedFor:
    """What stands openly in front of a sealed bundle."""

    service: UUID
    round: int
    pair: str


def new_codes() -> tuple[bytes, bytes, bytes]:
    """Three fresh codes of 160 bits, for custodian A, B and C."""
    return random_bytes(CODE_BYTES), random_bytes(CODE_BYTES), random_bytes(CODE_BYTES)


def seal_for_pairs(*, kept: Kept, codes: Sequence[bytes], service: UUID, round_: int) -> dict[str, bytes]:
    """The bundle sealed for each pair. ``ValueError`` unless there are three different codes of 20 bytes."""
    if len({*codes}) != len(PAIRS) or any(len(code) != CODE_BYTES for code in codes):
        raise ValueError("three different codes of 20 bytes")
    by_letter = dict(zip("abc", codes, strict=True))
    whole = _whole(kept)
    return {
        pair: _sealed(whole, [by_letter[letter] for letter in pair], SealedFor(service, round_, pair))
        for pair in PAIRS
    }


def open_with_two(first: bytes, second: bytes, sealed: Iterable[bytes]) -> tuple[SealedFor, Kept]:
    """Whichever of the sealed bundles these two codes open, typed in any order. Raises ``CannotOpen``."""
    for blob in sealed:
        place = sealed_for(blob)
        for one, other in permutations((first, second)):
            try:
                key = _pair_key(one, other, place)
                return place, _read(unseal(key, blob[_HEADER_BYTES:], _context(place)))
            except CannotOpen:
                continue
    raise CannotOpen


def sealed_for(blob: bytes) -> SealedFor:
    """Whose bundle this is, as it says of itself: true only once it has opened. Raises ``CannotOpen``."""
    if len(blob) <= _HEADER_BYTES or blob[:1] != _FORMAT or blob[19] >= len(PAIRS):
        raise CannotOpen
    return SealedFor(UUID(bytes=blob[1:17]), int.from_bytes(blob[17:19], "big"), PAIRS[blob[19]])


def _sealed(whole: bytes, codes: Sequence[bytes], place: SealedFor) -> bytes:
    if not 0 < place.round <= LAST_VERSION:
        raise ValueError("rounds are counted from 1 to 65535")
    header = _FORMAT + place.service.bytes + place.round.to_bytes(2, "big")
    header += bytes([PAIRS.index(place.pair)])
    key = _pair_key(codes[0], codes[1], place)
    return header + seal(key, whole, _context(place), pad_to=1)


def _pair_key(one: bytes, other: bytes, place: SealedFor) -> bytes:
    return derived(one + other, f"custody/v1/{place.pair}", salt=place.service.bytes)


def _context(place: SealedFor) -> Context:
    return Context(
        deployment=place.service,
        table="custody_bundle",
        column=place.pair,
        row=place.service,
        version=place.round,
    )


def _whole(kept: Kept) -> bytes:
    secret = kept.age_secret.encode()
    if {len(kept.recovery_private), len(kept.pepper)} != {_KEY_BYTES} or len(secret) != _AGE_SECRET_BYTES:
        raise ValueError("a bundle holds two keys of 32 bytes and an age secret")
    return kept.recovery_private + kept.pepper + secret  # always the same length: nothing to pad


def _read(whole: bytes) -> Kept:
    if len(whole) != 2 * _KEY_BYTES + _AGE_SECRET_BYTES:
        raise CannotOpen
    recovery, pepper = whole[:_KEY_BYTES], whole[_KEY_BYTES : 2 * _KEY_BYTES]
    return Kept(recovery, pepper, whole[2 * _KEY_BYTES :].decode("ascii", "replace"))
