"""The key of the one door: digests of what a room protects, which nobody can work out without the pepper."""

import hmac
from collections.abc import Callable
from uuid import UUID

from .derive import derived
from .pepper import peppered_key

_KEY_BYTES = 32


def door_key(pepper: bytes, deployment: UUID) -> bytes:
    """The key under which rooms lodge what they protect (design.md §4, "The door")."""
    return peppered_key(pepper, "door/v1", deployment)


def keyed_digest(key: bytes) -> Callable[[bytes], bytes]:
    """HMAC-SHA256 under this key. ``ValueError`` for a key that is not 32 bytes.

    Hazard: under a key that others know, every postcode and house number could be tried in a minute.
    """
    if len(key) != _KEY_BYTES:
        raise ValueError("a key of the door is 32 bytes")
    return lambda value: hmac.digest(key, value, "sha256")


def seal_key(pepper: bytes, deployment: UUID) -> bytes:
    """The key under which the list of digests itself is sealed: another than that of the digests."""
    return derived(door_key(pepper, deployment), "door-seal/v1")
