"""How the proof of a passphrase is kept in ``Worker.password``.

Django's own hashers would stretch the passphrase a second time. Ours keeps a value that
``sealing.passphrase`` takes from the one derivation which also opens the keys
(security.md §5.2, R-07), so guessing is never cheaper than opening.
"""

from typing import Any, Never

from django.contrib.auth.hashers import BasePasswordHasher
from django.utils.crypto import constant_time_compare

from yarrow.sealing.passphrase import Argon2Cost


class SecondWayIn(TypeError):
    """Some code tried to set or check a passphrase past ``staff.actions``."""


class VerifierHasher(BasePasswordHasher):
    """Names our format to Django and refuses Django's own ways to set or check it.

    Setting a verifier alone would leave the worker's keys sealed under the old passphrase,
    and checking one alone would cost a second derivation.
    """

    algorithm = "verifier"

    def encode(self, password: str, salt: str) -> Never:  # noqa: ARG002  # Django's signature
        raise SecondWayIn("a passphrase is set by enrol_worker only")

    def verify(self, password: str, encoded: str) -> Never:  # noqa: ARG002  # Django's signature
        raise SecondWayIn("a passphrase is checked by unlock only")

    def safe_summary(self, encoded: str) -> dict[Any, Any]:  # noqa: ARG002  # Django's signature
        return {"algorithm": self.algorithm}

    def must_update(self, encoded: str) -> bool:  # noqa: ARG002  # Django's signature
        return False


def encoded(verifier: bytes, cost: Argon2Cost) -> str:
    """What ``Worker.password`` holds: the format, the cost it was made with, the verifier."""
    parts = (VerifierHasher.algorithm, cost.memory_kib, cost.passes, cost.lanes, verifier.hex())
    return "$".join(str(part) for part in parts)


def cost_of(text: str) -> Argon2Cost:
    """The Argon2id cost this worker's passphrase was last derived with."""
    _algorithm, memory_kib, passes, lanes, _verifier = text.split("$")
    return Argon2Cost(int(memory_kib), int(passes), int(lanes))


def is_proved(text: str, verifier: bytes) -> bool:
    """Whether the verifier is the one kept, compared in constant time."""
    return constant_time_compare(text.rpartition("$")[2], verifier.hex())
