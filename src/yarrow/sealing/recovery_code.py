"""The key behind a worker's printed recovery code (security.md §5.4)."""

from uuid import UUID

from .derive import derived
from .keys import digest, random_bytes

CODE_BYTES = 20
_PEPPER_BYTES = 32


def new_code() -> bytes:
    """160 fresh bits, for ``typed.spelled``."""
    return random_bytes(CODE_BYTES)


def recovery_code_key(code: bytes, pepper: bytes, worker: UUID) -> bytes:
    """The key that seals a worker's keys a second time: HKDF(code and pepper, "recovery-code/v1").

    160 random bits need no stretching. ``ValueError`` for a code or a pepper of another length.
    """
    if len(code) != CODE_BYTES or len(pepper) != _PEPPER_BYTES:
        raise ValueError("a code is 20 bytes, a pepper 32")
    return derived(code + pepper, "recovery-code/v1", salt=worker.bytes)


def code_digest(code: bytes) -> bytes:
    """What is kept of a code that is used once: enough to know it again, too little to use it."""
    return digest(b"code-once/v1", code)
