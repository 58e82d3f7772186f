"""age, the file format of backups: sealed to several recipients, any one of whom opens it (R-08, O-05).

For whole files only (security.md §4): age binds no context, so a value of a row never goes through here.
A file that was changed or cut short anywhere does not open to its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from pyrage import (
    DecryptError,
    EncryptError,
    IdentityError,
    RecipientError,
    decrypt_io,
    encrypt_io,
    x25519,
)

from .errors import CannotOpen


@dataclass(frozen=True, slots=True, repr=False)
class AgeIdentity:
    """A pair: what is sealed to ``recipient`` opens with ``secret``. Both are printable text."""

    secret: str
    recipient: str


def new_age_identity() -> AgeIdentity:
    """A fresh pair."""
    made = x25519.Identity.generate()
    return AgeIdentity(str(made), str(made.to_public()))


def age_identity(secret: str) -> AgeIdentity:
    """The pair of this secret. Raises ``CannotOpen`` when it is none."""
    try:
        return AgeIdentity(secret, str(x25519.Identity.from_str(secret).to_public()))
    except IdentityError:
        raise CannotOpen from None


def is_recipient(text: str) -> bool:
    """Whether something can be sealed to this."""
    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def encrypt_stream(recipients: Sequence[str], source: BinaryIO, target: BinaryIO) -> None:
    """Seal what ``source`` gives to every recipient, chunk by chunk, into ``target``.

    ``ValueError`` without recipients, or for one that is none; ``OSError`` where ``source`` or
    ``target`` failed. Nothing is kept in memory but a chunk.
    """
    if not recipients or not all(is_recipient(each) for each in recipients):
        raise ValueError("a file is sealed to at least one recipient")
    try:
        encrypt_io(source, target, [x25519.Recipient.from_str(each) for each in recipients])
    except EncryptError as failure:  # it wraps what the two streams raised
        raise OSError(str(failure)) from None


def decrypt_stream(identity: str, source: BinaryIO, target: BinaryIO) -> None:
    """Open what was sealed to this identity; ``CannotOpen`` on anything wrong.

    Hazard: the chunks before a broken one have reached ``target`` by then. Use nothing of it unless
    this returns.
    """
    try:
        decrypt_io(source, target, [x25519.Identity.from_str(identity)])
    except (DecryptError, IdentityError, OSError, ValueError):
        raise CannotOpen from None
