"""When two people's request for a new recovery key may be carried out (docs/custody.md). Pure."""

from datetime import datetime, timedelta

from yarrow.kernel.days import once_working_days_passed
from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

WORKING_DAYS = 3
"""Whole ones: everybody who works here sees it on their day meanwhile. Our own number.

Hazard: two people and the machine could otherwise take the recovery key over within a minute, or
between a Friday evening and a Monday on which nobody was here.
"""

REST = timedelta(days=7)
"""So long after somebody else has stopped it who asked or agreed may do neither. Our own number.

Hazard: asked for again and again, it is stopped until nobody looks any more.
"""

LAPSES = timedelta(days=14)
"""After the waiting: an old yes is no yes."""


def may_be_made_from(agreed_at: datetime) -> datetime:
    """The midnight after the third whole working day."""
    return once_working_days_passed(agreed_at, WORKING_DAYS)


def may_be_made_until(agreed_at: datetime) -> datetime:
    """When the agreement lapses."""
    return may_be_made_from(agreed_at) + LAPSES


def may_make(*, agreed_at: datetime | None, both_are_here: bool, now: datetime) -> Decision:
    """Whether the new key may be made now. Unknown is no."""
    if agreed_at is None:
        return refused("second", N_("A second manager or supervisor must agree to it first."))
    if not both_are_here:
        return refused(
            "here", N_("Both who asked for it must still work here and not be frozen. Ask for it anew.")
        )
    if now < may_be_made_from(agreed_at):
        return refused(
            "wait",
            N_(
                "It can be made when three whole working days have passed since the second person agreed: "
                "until then any manager or supervisor may stop it."
            ),
        )
    if now >= may_be_made_until(agreed_at):
        return refused("lapsed", N_("It was agreed to too long ago. Ask for it anew."))
    return Allowed()
