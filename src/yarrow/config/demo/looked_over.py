"""The example's record, verified once, so that a manager finds an answer there."""

from yarrow.kernel.clock import Clock
from yarrow.oversight.actions import note_verification
from yarrow.oversight.verifying import verify_everything


def look_over(clock: Clock) -> None:
    """Verify what the stories wrote: really, not as if."""
    note_verification(verdict=verify_everything(), clock=clock)
