"""What somebody types who asks for other numbers."""

from datetime import timedelta

from yarrow.gate.policy import LIMITS
from yarrow.kernel.clock import FixedClock


def typed(clock: FixedClock, *, ahead: int = 5, **more: object) -> dict[str, object]:
    """The rules' own numbers but for ``more``, from in so many days on."""
    on = clock.today() + timedelta(days=ahead)
    day = {"effective_on-day": on.day, "effective_on-month": on.month, "effective_on-year": on.year}
    return {limit.name: limit.own for limit in LIMITS} | day | {"why": "learnt"} | more
