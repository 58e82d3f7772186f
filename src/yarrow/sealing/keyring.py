"""A worker unlocked."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from .errors import CannotOpen

_FORMAT = b"\x01"
_KEY_BYTES = 32
_SIZE = len(_FORMAT) + 3 * _KEY_BYTES


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """The private keys of one worker, in memory only and for the length of one request.

    Whoever holds one acts as that worker: actions take it explicitly, nothing stores it
    unsealed, and it shows nothing of itself when printed.
    """

    worker: UUID
    sealing_private: bytes
    signing_private: bytes
    ring_key: bytes

    def to_bytes(self) -> bytes:
        """The three keys, 97 bytes, for sealing at once; ``ValueError`` when a key is not 32 bytes."""
        keys = (self.sealing_private, self.signing_private, self.ring_key)
        if any(len(key) != _KEY_BYTES for key in keys):
            raise ValueError("a keyring holds three keys of 32 bytes")
        return _FORMAT + b"".join(keys)

    @classmethod
    def from_bytes(cls, worker: UUID, raw: bytes) -> Self:
        """The keyring of this worker; ``CannotOpen`` when the bytes are none."""
        if len(raw) != _SIZE or raw[:1] != _FORMAT:
            raise CannotOpen
        start = len(_FORMAT)
        first, second, third = (raw[start + n * _KEY_BYTES :][:_KEY_BYTES] for n in range(3))
        return cls(worker, first, second, third)
