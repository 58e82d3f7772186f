"""The restore drill: two codes open the bundle, and the bundle opens everything (T14)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from yarrow.audit.terms import Event
from yarrow.custody.models import Round
from yarrow.custody.queries import current_round, live_versions, sealed_now, waits_for_drill
from yarrow.custody.terms import Happened
from yarrow.kernel.clock import Clock
from yarrow.kernel.decision import Refused, refused
from yarrow.kernel.words import N_
from yarrow.rooms.actions import await_new_recovery
from yarrow.rooms.contexts import private_context, recovery_context
from yarrow.rooms.models import RoomVersion
from yarrow.rooms.queries import awaiting, awaiting_on_record
from yarrow.sealing.age import age_identity
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keys import sealing_pair_of
from yarrow.sealing.recovery_shares import Kept, open_with_two
from yarrow.sealing.wrap import unwrap_with
from yarrow.staff.actions import change_recovery_key, go_live
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
_NOT_ON_RECORD = refused(
    "record",
    N_(
        "The database says of a room key that it waits for a new recovery key, and the record knows nothing"
        " of it. Somebody may have changed the database."
    ),
)
_ROOMS_SHUT = refused("rooms", N_("Not every room opens with the recovery key."))


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill that passed: with which pair, and how many room keys opened.

    ``waiting`` keys opened to nobody here: they are not yet wrapped to this recovery key.
    """

    pair: str
    rooms: int
    waiting: int = 0


def nobody_is_told(_done: int, _of: int) -> None:
    """The progress that nobody watches."""


def hold_drill(*, first: bytes, second: bytes, clock: Clock, tell: Tell = nobody_is_told) -> Drill | Refused:
    """Try everything a restore would need, with two codes as they were typed from paper.

    A drill that passes is what lets a real service run (R-09); one that fails is written down too,
    and says what failed. Nothing that was opened is kept. The first drill with a recovery key that was
    made without the old one lets that key count: from then on holders wrap their rooms to it.
    """
    opened = open_bundle(first=first, second=second)
    if isinstance(opened, Refused):
        return _failed(opened, clock)
    pair, kept = opened
    is_first = waits_for_drill(current_round())
    if (wrong := _what_is_wrong(kept, current_round(), is_first=is_first)) is not None:
        return _failed(wrong, clock)
    if is_first:
        return _passed_first(pair, clock)
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
    """How many room keys the recovery key opens, and how many it does not, one by one.

    Those that wait for a holder after a new recovery key was made without the old one are not
    counted: ``recovery_progress`` says how many they are. Hazard: a row that says so may have been put
    in to hide a broken wrap; one that the record does not bear out excuses no key.
    """
    wrapped = live_versions().exclude(awaited__in=awaiting_on_record())
    total, opened, shut = wrapped.count(), 0, 0
    for version in wrapped.iterator(chunk_size=500):
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


def _what_is_wrong(kept: Kept, round_: Round, *, is_first: bool) -> Refused | None:
    public = sealing_pair_of(kept.recovery_private).public
    is_ours = is_first or public == bytes(the_service().recovery_public)
    if not is_ours or public != bytes(round_.recovery_public):
        return _WRONG_KEY
    if kept.pepper != pepper():
        return _WRONG_PEPPER
    if age_identity(kept.age_secret).recipient != round_.backup_recipient:
        return _WRONG_BACKUPS
    if not is_first and awaiting().exclude(pk__in=awaiting_on_record()).exists():
        return _NOT_ON_RECORD
    return None


@transaction.atomic
def _passed(pair: str, rooms: int, clock: Clock) -> Drill:
    event = Event.CUSTODY_DRILL_PASSED
    note(current_round(), Happened.DRILL_PASSED, event, clock, pair=pair, rooms=rooms)
    go_live(clock=clock)
    return Drill(pair, rooms, awaiting().count())


@transaction.atomic
def _passed_first(pair: str, clock: Clock) -> Drill:
    """From now on this is the service's recovery key; each room key waits for somebody who holds it."""
    change_recovery_key(recovery_public=bytes(current_round().recovery_public), clock=clock)
    await_new_recovery(clock=clock)
    return _passed(pair, 0, clock)


@transaction.atomic
def _failed(why: Refused, clock: Clock) -> Refused:
    note(current_round(), Happened.DRILL_FAILED, Event.CUSTODY_DRILL_FAILED, clock)
    return why
