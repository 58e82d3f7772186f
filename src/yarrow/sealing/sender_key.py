"""The key of the process that sends messages: outside the database, and outside the pepper's folder.

The file holds the private half that opens what was sealed to the sender, and beside it the public half of
the service's own signing key, as it was when the sender was set up. The sender believes nothing that this
key has not signed: whoever can write to the database can seal words to the sender, but cannot have them
sent (security.md §5.11, T21).
"""

import os
from dataclasses import dataclass
from pathlib import Path

from .keys import SealingPair, new_sealing_pair, sealing_pair_of

_HALF = 32


class SenderKeyMissing(Exception):
    """The sender's key file is not there, cannot be read, or is not whole: nothing can be sent."""


@dataclass(frozen=True, slots=True, repr=False)
class SenderKey:
    """What the sender opens messages with, and whose signature it believes."""

    pair: SealingPair
    trusts: bytes


def make_sender_key(path: Path, *, trusts: bytes) -> SenderKey:
    """Make the key, readable by its owner only (0400); ``FileExistsError`` where one is there.

    ``ValueError`` for a ``trusts`` that is no public key. One that is there is never written over:
    what is queued for it could then be opened by nobody.
    """
    if len(trusts) != _HALF:
        raise ValueError("a public key is 32 bytes")
    pair = new_sealing_pair()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(pair.private + trusts)
        file.flush()
        os.fsync(file.fileno())
    return SenderKey(pair, trusts)


def read_sender_key(path: Path) -> SenderKey:
    """What lies in the file; ``SenderKeyMissing`` where it is not all there."""
    try:
        both = path.read_bytes()
    except OSError:
        raise SenderKeyMissing from None
    if len(both) != _HALF * 2:
        raise SenderKeyMissing
    return SenderKey(sealing_pair_of(both[:_HALF]), both[_HALF:])
