"""What is done when a worker's keys are open: whatever in their rooms lay waiting for keys."""

from yarrow.kernel.clock import Clock
from yarrow.sealing.keyring import Keyring

from .holding import settle_ring
from .rekeying.resealing import reseal_held


def come_in(*, keyring: Keyring, clock: Clock) -> None:
    """Keep quick copies of new keys, and go on with re-keying, for as long as a page may take."""
    settle_ring(keyring=keyring)
    reseal_held(keyring=keyring, clock=clock)
