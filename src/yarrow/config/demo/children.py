"""A family that has parted: how time with the child is, a safer handover, her own voice, and a proposal."""

from datetime import datetime, timedelta

from yarrow.config.cast import Cast
from yarrow.config.families import open_family
from yarrow.config.ready import children
from yarrow.kernel.clock import FixedClock

from .telling import named


def time_with_the_child(cast: Cast, clock: FixedClock, now: datetime) -> None:
    """Rhiannon and Hywel live apart; Elin goes to him on Sundays, and something safer is proposed."""
    clock.move_to(now - timedelta(days=6))
    family = open_family(cast=cast, clock=clock, people=named("Rhiannon", "Hywel", "Elin"))
    children.in_place(family, harmed=(children.HANDOVER,), child=(children.AS_IT_IS, children.SAFE))
    children.allow(family, "I like the park.", "shared")
    children.allow(family, "I heard you shouting.")
    children.propose(family)
