"""Letting somebody in with the recovery key, which two of three custodians bring together.

The one way in that needs nobody inside: for a room whose last holder is gone. It names its rooms
one by one; no act here opens all of them for anybody (design.md §1).
"""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.access import may_open_cases
from yarrow.cases.actions.conflicts import ask_unchecked
from yarrow.cases.conflicts import where_asked
from yarrow.cases.nearness import kept_from
from yarrow.cases.terms import Asked
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.contexts import label_context, recovery_context
from yarrow.rooms.label import Label
from yarrow.rooms.models import Grant, Room, RoomLabel, RoomVersion, Wrap
from yarrow.rooms.queries.placed import rooms_as_recorded
from yarrow.sealing.blob import unseal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.wrap import unwrap_with, wrap_to
from yarrow.staff.models import Service, Worker
from yarrow.staff.queries import is_frozen

from .versions import note_key_given, placed_room, wrap_key_to


@transaction.atomic
def let_in_by_recovery(
    *, room: Room, worker: Worker, recovery_private: bytes, by: Worker | None, clock: Clock
) -> int:
    """Wrap every live key of a room to one worker's roster key; returns how many.

    Who brought the custodians together is ``by``, None in the offline ceremony. No duty on the case
    is asked: of a case whose workers are all gone nobody could give one. Raises NotThere for who has
    left, is frozen or is barred from the case, at the intake room for who may not open cases, and for
    a room that was moved;
    ``UntrustedKey`` for a key nobody vouches for, and ``CannotOpen`` for a recovery key that is not
    this service's.
    """
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    room = placed_room(room.pk)
    if not _may_come_near(worker, room):
        raise NotThere
    # Old wraps of theirs, to keys they have lost, would stand in the way of the new ones.
    Wrap.objects.filter(version__room=room, holder=worker).delete()
    live = list(room.versions.filter(retired_on__isnull=True).order_by("number"))
    for version in live:
        key = unwrap_with(recovery_private, bytes(version.recovery_wrap), recovery_context(version))
        wrap_key_to(version=version, key=key, holder=worker)
    Grant.objects.filter(room=room, worker=worker, fulfilled_on__isnull=True).update(
        fulfilled_on=clock.today()
    )
    _ask_whether_they_know(room, worker, recovery_private, by=by or worker, clock=clock)
    note_key_given(Event.LET_IN_BY_RECOVERY, room=room, holder=worker, by=by, clock=clock)
    return len(live)


def _may_come_near(worker: Worker, room: Room) -> bool:
    now = Worker.objects.get(pk=worker.pk)
    kept = Worker.objects.filter(kept_from(room.case), pk=now.pk).exists()
    # The room in which referrals wait belongs to no case: it is for those who open cases.
    is_theirs = room.case is not None or may_open_cases(now)
    return now.is_active and is_theirs and not kept and not is_frozen(now)


def _ask_whether_they_know(
    room: Room, worker: Worker, recovery_private: bytes, *, by: Worker, clock: Clock
) -> None:
    """Ask who was never asked about this case, with the first names in its rooms (R-35).

    The case is not there for them before their own answer; where everybody else is gone, nobody
    but this act could ask.
    """
    if room.case is None or where_asked(worker, room.case) is not Asked.NOT_ASKED:
        return
    rooms = list(room.case.rooms.all())
    of_it = rooms_as_recorded(rooms)  # a room that was moved here would tell whose it is
    names = [name for each in rooms if each.pk in of_it and (name := _name_in(each, recovery_private))]
    without = [f"({room.case.reference})"]
    ask_unchecked(case=room.case, worker=worker, names=names or without, by=by, clock=clock)


def _name_in(room: Room, recovery_private: bytes) -> str:
    label = RoomLabel.objects.filter(room=room).first()
    if label is None:
        return ""
    version = room.versions.get(number=label.version)
    try:
        key = unwrap_with(recovery_private, bytes(version.recovery_wrap), recovery_context(version))
        return Label.from_bytes(unseal(key, bytes(label.blob), label_context(label))).name
    except (CannotOpen, ValueError, KeyError):
        return ""


@transaction.atomic
def rewrap_recovery(*, old_private: bytes, new_public: bytes, by: Worker | None, clock: Clock) -> int:
    """Wrap every live key of every room to a new recovery key, all or none; returns how many.

    In the transaction in which the service's recovery key is replaced: the service's row is held,
    so that nobody makes a version for the old one meanwhile. Raises ``CannotOpen``, with nothing
    changed, where one wrap does not open: what cannot be opened now could never be again.
    """
    service = Service.objects.select_for_update().get()
    # What waits for a holder was wrapped to no key that anybody has; it goes to this one in its turn.
    live = RoomVersion.objects.filter(retired_on__isnull=True, awaited__isnull=True)
    live = live.order_by("room", "number")
    done = 0
    for version in live.select_for_update(of=("self",)):
        key = unwrap_with(old_private, bytes(version.recovery_wrap), recovery_context(version))
        wrapped = wrap_to(new_public, key, recovery_context(version))
        RoomVersion.objects.filter(pk=version.pk).update(recovery_wrap=wrapped)
        done += 1
    actor = by.pk if by is not None else None
    audit.append(chain=service.pk, event=Event.RECOVERY_REWRAPPED, actor=actor, clock=clock)
    return done
