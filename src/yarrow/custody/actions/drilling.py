"""The restore drill: two codes open the bundle, and the bundle opens everything (T14)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from yarrow.audit.terms import Event
from yarrow.custody.models import Round
from yarrow.custody.queries import current_round, live_versions, sealed_now
from yarrow.custody.terms import Happened
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.rooms.contexts import private_context, recovery_context
from yarrow.rooms.models import RoomVersion
from yarrow.sealing.age import age_identity
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import sealing_pair_of
from yarrow.sealing.recovery_shares import Kept, open_with_two
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.actions import go_live
from yarrow.staff.queries import pepper, the_service

from .making import note

Tell = Callable[[int, int], None]
"""Called with how many of how many room keys have been opened."""

NOT_OPENED = refused(
    "codes",
    N_(
        "These two codes open nothing here. Either one is of an older kit, or the same code was typed"
        " twice, or what the database keeps for them is damaged."
    ),
)
_WRONG_KEY = refused(
    "recovery", N_("The recovery key in the bundle is not the one that this service's rooms are sealed to.")
)
_WRONG_PEPPER = refused("pepper", N_("The pepper in the bundle is not the one on this machine."))
_WRONG_BACKUPS = refused(
    "backups", N_("The key for backups in the bundle is not the one backups are sealed to.")
)
_ROOMS_SHUT = refused("rooms", N_("Not every room opens with the recovery key."))


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill that passed: with which pair, and how many room keys opened."""

    pair: str
    rooms: int


def nobody_is_told(_done: int, _of: int) -> None:
    """The progress that nobody watches."""


def hold_drill(*, first: bytes, second: bytes, clock: Clock, tell: Tell = nobody_is_told) -> Drill | Refused:
    """Try everything a restore would need, with two codes as they were typed from paper.

    A drill that passes is what lets a real service run (R-09); one that fails is written down too,
    and says what failed. Nothing that was opened is kept.
    """
    opened = open_bundle(first=first, second=second)
    if isinstance(opened, Refused):
        return _failed(opened, clock)
    pair, kept = opened
    if (wrong := _what_is_wrong(kept, current_round())) is not None:
        return _failed(wrong, clock)
    count, shut = count_rooms_opened(kept.recovery_private, tell)
    return _failed(_ROOMS_SHUT, clock) if shut else _passed(pair, count, clock)


def open_bundle(*, first: bytes, second: bytes) -> tuple[str, Kept] | Refused:
    """What two codes open of the newest round; refuses codes of an older one. Writes nothing."""
    try:
        place, kept = open_with_two(first, second, sealed_now().values())
    except CannotOpen:
        return NOT_OPENED
    if place.service != the_service().pk or place.round != current_round().number:
        return NOT_OPENED
    return place.pair, kept


def count_rooms_opened(recovery_private: bytes, tell: Tell = nobody_is_told) -> tuple[int, int]:
    """How many room keys the recovery key opens, and how many it does not, one by one."""
    total, opened, shut = live_versions().count(), 0, 0
    for version in live_versions().iterator(chunk_size=500):
        if _opens(version, recovery_private):
            opened += 1
        else:
            shut += 1
        tell(opened + shut, total)
    return opened, shut


def _opens(version: RoomVersion, recovery_private: bytes) -> bool:
    """The room key comes out, and is really this room's: it opens the room's own private half."""
    try:
        key = unwrap_with(recovery_private, bytes(version.recovery_wrap), recovery_context(version))
        unseal(key, bytes(version.private_sealed), private_context(version))
    except CannotOpen:
        return False
    return True


def _what_is_wrong(kept: Kept, round_: Round) -> Refused | None:
    public = sealing_pair_of(kept.recovery_private).public
    if public != bytes(the_service().recovery_public) or public != bytes(round_.recovery_public):
        return _WRONG_KEY
    if kept.pepper != pepper():
        return _WRONG_PEPPER
    if age_identity(kept.age_secret).recipient != round_.backup_recipient:
        return _WRONG_BACKUPS
    return None


@transaction.atomic
def _passed(pair: str, rooms: int, clock: Clock) -> Drill:
    event = Event.CUSTODY_DRILL_PASSED
    note(current_round(), Happened.DRILL_PASSED, event, clock, pair=pair, rooms=rooms)
    go_live(clock=clock)
    return Drill(pair, rooms)


@transaction.atomic
def _failed(why: Refused, clock: Clock) -> Refused:
    note(current_round(), Happened.DRILL_FAILED, Event.CUSTODY_DRILL_FAILED, clock)
    return why
