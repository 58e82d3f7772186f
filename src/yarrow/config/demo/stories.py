"""Every family of the example service, in the order in which their cases were opened."""

from collections.abc import Callable
from datetime import datetime

from yarrow.config.cast import Cast
from yarrow.kernel.clock import FixedClock

from . import afterwards, alone, carried, children, elsewhere, on_the_way
from .telling import TOLD_FROM

Story = Callable[[Cast, FixedClock, datetime], None]

STORIES: tuple[Story, ...] = (
    on_the_way.arranged_circle,
    on_the_way.stopped_yesterday,
    on_the_way.high_risk,
    on_the_way.order_in_force,
    on_the_way.thinking_of_leaving,
    elsewhere.school_circle,
    elsewhere.shop_letter,
    on_the_way.just_referred,
    alone.living_together,
    alone.parted_well,
    afterwards.meeting_today,
    afterwards.agreed_and_kept,
    afterwards.waiting_to_be_signed,
    elsewhere.prison_letter,
    elsewhere.own_people,
    afterwards.not_heard_from,
    carried.words_wait_for_her_yes,
    children.time_with_the_child,
)


def tell_all(*, cast: Cast, now: datetime) -> None:
    """Open every family, each from its own beginning up to now."""
    for story in STORIES:
        story(cast, FixedClock(now - TOLD_FROM), now)
