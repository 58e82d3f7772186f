"""When a place may begin, which days keep people apart, and when somebody is told. Pure."""

from collections.abc import Collection, Sequence
from datetime import date

from yarrow.kernel.decision import Allowed, Decision, refused
from yarrow.kernel.words import N_

MISSED_UNTIL_TOLD = 2
"""Ours: not coming twice running is told to the case supervisor, the same day."""
_NOT_YET = N_("Not yet: what must be in place beside this place is not there. Nobody here may know more.")


def may_begin(
    *, is_settled: bool, others_apart: bool, in_group: int, size: int, asks_beside: bool
) -> Decision:
    """Whether a place in the list becomes one in the group.

    One sentence for both safety reasons: whoever leads a group is not to learn which it was.
    """
    if (asks_beside and not is_settled) or not others_apart:
        return refused("GROUP", _NOT_YET)
    if in_group >= size:
        return refused("GROUP", N_("The group is full."))
    return Allowed()


def day_is_free(on: date, *, of_other_kind: Collection[date], own: Collection[date]) -> Decision:
    """Whether a session may be on this day: never on a day on which a group for the others meets."""
    if on in of_other_kind:
        return refused("GROUP", N_("Another group meets on this day. Choose a day of its own."), field="on")
    if on in own:
        return refused("GROUP", N_("This group meets on this day already."), field="on")
    return Allowed()


def missed_running(attended: Sequence[str]) -> bool:
    """Whether somebody did not come the last times running; oldest first. Not known is not "came"."""
    last = list(attended)[-MISSED_UNTIL_TOLD:]
    return len(last) == MISSED_UNTIL_TOLD and all(each == "not" for each in last)
