"""What is done when a worker's keys are open: whatever in their rooms lay waiting for keys."""

from yarrow.kernel.clock import Clock
from yarrow.sealing.keyring import Keyring

from .holding import settle_ring
from .rekeying.resealing import reseal_held
from .rekeying.wrapping_anew import wrap_anew


def come_in(*, keyring: Keyring, clock: Clock) -> None:
    """Keep quick copies of new keys, go on with re-keying, and wrap for a new recovery key.

    Each for as long as a page may take.
    """
    settle_ring(keyring=keyring)
    reseal_held(keyring=keyring, clock=clock)
    wrap_anew(keyring=keyring, clock=clock)
