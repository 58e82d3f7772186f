"""What two people compare by voice before one signs for the other's keys (security.md §5.5)."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from .keyring import Keyring
from .keys import digest

GROUPS = 6
_DIGITS = 4


def public_halves(keyring: Keyring) -> tuple[bytes, bytes]:
    """The public halves of somebody's own keys: of the X25519 and of the Ed25519 one.

    Worked out from the private halves, so that a row somebody changed cannot speak for them.
    """
    sealing = X25519PrivateKey.from_private_bytes(keyring.sealing_private).public_key()
    signing = Ed25519PrivateKey.from_private_bytes(keyring.signing_private).public_key()
    return sealing.public_bytes_raw(), signing.public_bytes_raw()


def spoken(*, deployment: UUID, worker: UUID, sealing_public: bytes, signing_public: bytes) -> str:
    """Twenty-four figures in six groups, the same on both sides when the keys are the same.

    Figures, because they can be said on the telephone in any language. 80 bits: who would pass off
    other keys must find a pair of keys with these very figures.
    """
    whole = digest(b"spoken/v1", deployment.bytes, worker.bytes, sealing_public, signing_public)
    number = int.from_bytes(whole, "big") % 10 ** (GROUPS * _DIGITS)
    figures = f"{number:0{GROUPS * _DIGITS}}"
    return " ".join(figures[at : at + _DIGITS] for at in range(0, len(figures), _DIGITS))
