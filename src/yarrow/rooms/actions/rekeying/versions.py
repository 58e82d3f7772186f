"""Key generations of a room: making one, wrapping it, and emptying one that nothing lies under."""

from uuid import UUID

from django.db.models import Min, Q

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.kernel.ids import new_id
from yarrow.rooms.contexts import private_context, recovery_context, wrap_context
from yarrow.rooms.models import RecoveryAwaited, Rekeying, Room, RoomVersion, Wrap
from yarrow.rooms.queries.counted import INSIDE, KEY
from yarrow.rooms.queries.placed import is_as_recorded
from yarrow.sealing.blob import seal
from yarrow.sealing.keys import new_sealing_pair, new_symmetric_key
from yarrow.sealing.wrap import wrap_to
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import trusted_sealing_public
from yarrow.staff.queries.service import trusted_recovery_public


def locked_room(room_id: UUID) -> Room:
    """Hold a room's row until the transaction ends; raises NotThere when there is none.

    Everybody who writes under a room key holds it: who read the newest version before a re-key and
    wrote after it would leave new words under the old key.
    """
    room = Room.objects.select_for_update(of=("self",)).select_related("case").filter(pk=room_id).first()
    if room is None:
        raise NotThere
    return room


def placed_room(room_id: UUID) -> Room:
    """The same for whatever lets in or takes words: ``NotThere`` too for a room that was moved."""
    room = locked_room(room_id)
    if not is_as_recorded(room):
        raise NotThere
    return room


def new_version(*, room: Room, number: int, clock: Clock) -> tuple[RoomVersion, bytes]:
    """Make a key generation with its own pair and its recovery wrap; the key goes to the caller alone."""
    key, pair = new_symmetric_key(), new_sealing_pair()
    version = RoomVersion(id=new_id(), room=room, number=number, public=pair.public, made_on=clock.today())
    version.private_sealed = seal(key, pair.private, private_context(version))
    version.recovery_wrap = wrap_to(recovery_public(), key, recovery_context(version))
    version.save(force_insert=True)
    return version, key


def recovery_public() -> bytes:
    """The recovery key as it is now, held until the transaction ends.

    A version wrapped to the old one while custodians replace it could be opened by nobody later.
    """
    return trusted_recovery_public(Service.objects.select_for_update().get())


def wrap_key_to(*, version: RoomVersion, key: bytes, holder: Worker) -> UUID:
    """Let one worker in, to their roster-signed key only (R-06); returns the wrap's id."""
    wrap = Wrap(id=new_id(), version=version, holder=holder)
    wrap.blob = wrap_to(trusted_sealing_public(holder), key, wrap_context(wrap))
    wrap.save(force_insert=True)
    return wrap.pk


def note_key_given(event: Event, *, room: Room, holder: Worker, by: Worker | None, clock: Clock) -> None:
    """Note that a worker is inside now, with the service's mark: only then do they get the next key too.

    Hazard: a new key is made without anybody's old one and wrapped to everybody inside. Who puts a row
    of their own among the wraps would be given it.
    """
    audit.append(
        chain=room.pk,
        event=event,
        actor=by.pk if by is not None else None,
        subject=holder.pk,
        digest=mark_of(KEY, chain=room.pk, subject=holder.pk, says=INSIDE),
        clock=clock,
    )


def retire_emptied(*, room: Room, by: UUID | None, clock: Clock) -> None:
    """Delete all that opens a version under which nothing lies any more. It needs no key."""
    newest = room.versions.latest("number").number
    for version in room.versions.filter(retired_on__isnull=True, number__lt=newest).order_by("number"):
        if not _lies_under(room, version.number):
            _retire(version, by=by, clock=clock)
    oldest = room.versions.filter(retired_on__isnull=True).aggregate(number=Min("number"))["number"]
    under_way = Rekeying.objects.filter(room=room, done_on__isnull=True)
    under_way.filter(version__lte=oldest).update(done_on=clock.today())


def _lies_under(room: Room, number: int) -> bool:
    as_it_came, again = Q(version=number, again=0), Q(again=number)
    return (
        room.entries.filter(version=number).exists()
        or room.drops.filter(as_it_came | again).exists()
        or Room.objects.filter(pk=room.pk, label__version=number).exists()
    )


def _retire(version: RoomVersion, *, by: UUID | None, clock: Clock) -> None:
    version.wraps.all().delete()
    RecoveryAwaited.objects.filter(version=version).delete()
    RoomVersion.objects.filter(pk=version.pk).update(
        private_sealed=b"", recovery_wrap=b"", retired_on=clock.today()
    )
    audit.append(
        chain=version.room_id, event=Event.OLD_KEY_REMOVED, actor=by, subject=version.pk, clock=clock
    )
