"""New codes, where a custodian leaves or has lost theirs; a new key, where codes may be in wrong hands."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from yarrow.custody.models import Round
from yarrow.custody.queries import current_round, waits_for_drill
from yarrow.custody.rules import Named, custodians_are_three
from yarrow.custody.terms import Reason
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.rooms.actions import rewrap_recovery
from yarrow.sealing.age import new_age_identity
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import new_sealing_pair
from yarrow.staff.actions import change_recovery_key

from .drilling import open_bundle
from .making import Keep, make_round

_ROOM_SHUT = refused(
    "rooms", N_("Not every room opens with the old recovery key. Nothing was changed: hold a drill first.")
)
_DRILL_FIRST = refused(
    "drill",
    N_("The new recovery key was not tried out yet. Nothing was changed: hold a drill first."),
)


@transaction.atomic
def replace_codes(
    *, first: bytes, second: bytes, custodians: Sequence[Named], keep: Keep, clock: Clock
) -> Round | Refused:
    """Three new codes for these custodians, by two who still have theirs; only the bundle is sealed anew.

    The old codes open nothing more that this database holds. Hazard: two of them with an old paper
    still give the same recovery key, so old papers must be shredded; else ``replace_key``.
    """
    if isinstance(wrong := custodians_are_three(custodians), Refused):
        return wrong
    opened = open_bundle(first=first, second=second)
    if isinstance(opened, Refused):
        return opened
    if waits_for_drill(current_round()):
        return _DRILL_FIRST
    pair, kept = opened
    return make_round(kept=kept, named=custodians, reason=Reason.REPLACED, keep=keep, clock=clock, pair=pair)


def replace_key(
    *, first: bytes, second: bytes, custodians: Sequence[Named], keep: Keep, clock: Clock
) -> Round | Refused:
    """A new recovery key and a new key for backups, with new codes; every room key is wrapped anew.

    One transaction: killed at any moment, everything is as it was. Refuses, with nothing changed,
    where one room does not open with the old key: it could never be opened by custodians again.
    """
    try:
        return _replaced(first, second, custodians, keep, clock)
    except CannotOpen:
        return _ROOM_SHUT


@transaction.atomic
def _replaced(
    first: bytes, second: bytes, custodians: Sequence[Named], keep: Keep, clock: Clock
) -> Round | Refused:
    if isinstance(wrong := custodians_are_three(custodians), Refused):
        return wrong
    opened = open_bundle(first=first, second=second)
    if isinstance(opened, Refused):
        return opened
    if waits_for_drill(current_round()):
        return _DRILL_FIRST
    pair, old = opened
    new = new_sealing_pair()
    rewrap_recovery(old_private=old.recovery_private, new_public=new.public, by=None, clock=clock)
    change_recovery_key(recovery_public=new.public, clock=clock)
    kept = replace(old, recovery_private=new.private, age_secret=new_age_identity().secret)
    return make_round(kept=kept, named=custodians, reason=Reason.NEW_KEY, keep=keep, clock=clock, pair=pair)
