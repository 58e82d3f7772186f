"""The example service asks for stricter numbers; somebody else has yet to agree."""

from yarrow.config.cast import Cast
from yarrow.config.ready.policy import asked_for
from yarrow.kernel.clock import Clock


def ask_for_other_numbers(cast: Cast, clock: Clock) -> None:
    """Asked for by the manager: who signs in as a supervisor may try it over their rooms, and agree."""
    asked_for(cast, clock)
