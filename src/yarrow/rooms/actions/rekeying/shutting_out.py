"""Shutting a worker out: their keys go, and each room they held gets a new one at once (R-10).

It needs no key: a fresh room key is made here and wrapped to everybody who stays. What they read
while they were inside, and what they may have copied, nothing can take back; what is written from
now on is shut to them. What was written before moves to the new key when a holder next comes in
(``resealing``); until then their old key, if they kept it and a copy of the database, opens only
what it opened on their last day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.access import may_allocate
from yarrow.cases.nearness import kept_from
from yarrow.kernel.apart import each_apart
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms.models import Grant, Rekeying, Room, RoomVersion, Wrap
from yarrow.rooms.queries.counted import REQUEST, inside_by_record, requests_that_count, says_request
from yarrow.rooms.queries.keys import mark_of_version
from yarrow.rooms.queries.placed import is_as_recorded
from yarrow.staff.marks import mark_of
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey

from .versions import locked_room, new_version, retire_emptied, wrap_key_to


@dataclass(frozen=True, slots=True)
class ShutOut:
    """The rooms that got a new key, and who of those who stay could not be given it.

    Somebody is not given it whose key no chain of signatures vouches for. They are asked for
    again, and let in once their key is signed anew.
    """

    rooms: tuple[UUID, ...] = ()
    not_given: tuple[tuple[UUID, UUID], ...] = ()


def shut_out(*, worker: Worker, by: Worker, clock: Clock, room: Room | None = None) -> ShutOut:
    """Take a worker's keys to one room, or to all, and give each room a new key.

    One transaction a room: after a crash, pressed again, it goes on with the rooms that are left.
    For one room the supervisor or the lead of its case decides, else NotThere; for all, the act
    of leaving has asked before.
    """
    if room is not None and (
        room.case is None or not may_allocate(by, room.case) or not is_as_recorded(room)
    ):
        raise NotThere
    return shut_out_of(_rooms_of(worker) if room is None else [room.pk], worker=worker, by=by, clock=clock)


def _rooms_of(worker: Worker) -> list[UUID]:
    """Every room they have a key to, in one order, so that two acts at once do not wait for each other."""
    held = Wrap.objects.filter(holder=worker).values("version__room")
    return list(Room.objects.filter(pk__in=held).order_by("pk").values_list("pk", flat=True))


def go_on_shutting_out(*, clock: Clock) -> int:
    """Finish what a crash cut short: nobody who has left keeps a wrap; returns how many rooms.

    It needs no key and nobody signed in, so the nightly tick does it. Each room is done by itself;
    raises ``NotAllDone`` at the end where one could not be.
    """
    left = Worker.objects.filter(is_active=False, wraps__isnull=False).distinct().order_by("pk")
    shut = ((room, worker) for worker in left for room in _rooms_of(worker))
    done = each_apart(
        (f"a room to shut, {number}", _shutting(room, worker, clock))
        for number, (room, worker) in enumerate(shut, 1)
    )
    return sum(done.values())


def _shutting(room: UUID, worker: Worker, clock: Clock) -> Callable[[], int]:
    return lambda: len(shut_out_of([room], worker=worker, by=None, clock=clock).rooms)


def shut_out_of(rooms: list[UUID], *, worker: Worker, by: Worker | None, clock: Clock) -> ShutOut:
    """The same for these rooms; a room they have no key to is left as it is. Who may is asked before."""
    done, not_given = [], []
    for room_id in rooms:
        skipped = _shut_out_of_one(room_id, worker=worker, by=by, clock=clock)
        if skipped is not None:
            done.append(room_id)
            not_given += [(room_id, holder) for holder in skipped]
    return ShutOut(tuple(done), tuple(not_given))


@transaction.atomic
def _shut_out_of_one(room_id: UUID, *, worker: Worker, by: Worker | None, clock: Clock) -> list[UUID] | None:
    room = locked_room(room_id)
    # Hazard: an older request, made while they were inside, would let them in again at the next sign-in.
    withdraw_requests([room_id], worker=worker, by=by, clock=clock)
    taken, _rows = Wrap.objects.filter(version__room=room, holder=worker).delete()
    if not taken:
        return None
    audit.append(chain=room.pk, event=Event.KEYS_TAKEN, actor=_id_of(by), subject=worker.pk, clock=clock)
    return rekey(room=room, left=worker, by=by, clock=clock)


def rekey(*, room: Room, left: Worker | None, by: Worker | None, clock: Clock) -> list[UUID]:
    """Give a room, whose row is held, a new key; returns the holders who could not be given it."""
    newest = room.versions.latest("number")
    version, key = new_version(room=room, number=newest.number + 1, clock=clock)
    Rekeying.objects.create(room=room, version=version.number, begun_on=clock.today(), left=left)
    audit.append(
        chain=room.pk,
        event=Event.ROOM_REKEYED,
        actor=_id_of(by),
        subject=version.pk,
        digest=mark_of_version(version),
        clock=clock,
    )
    inside = Worker.objects.filter(wraps__version__room=room).distinct().order_by("pk")
    let_in = set(inside_by_record(room))
    for each in inside.exclude(pk__in=let_in):
        _put_out(each, room=room, by=by, clock=clock)
    given = {
        each.pk: _given(version, key, holder=each, room=room, by=by, clock=clock)
        for each in inside.filter(pk__in=let_in)
    }
    retire_emptied(room=room, by=_id_of(by), clock=clock)
    return [holder for holder, done in given.items() if not done]


def _given(
    version: RoomVersion, key: bytes, *, holder: Worker, room: Room, by: Worker | None, clock: Clock
) -> bool:
    barred = not holder.is_active or Worker.objects.filter(kept_from(room.case), pk=holder.pk).exists()
    if not barred:
        try:
            with transaction.atomic():
                wrap_key_to(version=version, key=key, holder=holder)
        except UntrustedKey:
            ask_for(room=room, worker=holder, by=by or holder, clock=clock)
        except IntegrityError:
            barred = True  # the database knows of a bar or a leaving that was set this very moment
        else:
            return True
    # Never half a room: who does not get the new key does not keep the old one either.
    _put_out(holder, room=room, by=by, clock=clock)
    return barred


def withdraw_requests(rooms: list[UUID], *, worker: Worker, by: Worker | None, clock: Clock) -> None:
    """Take back every request that this worker be let into these rooms."""
    waiting = Grant.objects.filter(room__in=rooms, worker=worker, fulfilled_on__isnull=True)
    for grant in waiting.order_by("room"):
        grant.delete()
        audit.append(
            chain=grant.room_id,
            event=Event.GRANT_WITHDRAWN,
            actor=_id_of(by),
            subject=worker.pk,
            clock=clock,
        )


def _put_out(holder: Worker, *, room: Room, by: Worker | None, clock: Clock) -> None:
    """Also of a row that this service did not write, or that was put back after it was taken."""
    Wrap.objects.filter(version__room=room, holder=holder).delete()
    audit.append(chain=room.pk, event=Event.KEYS_TAKEN, actor=_id_of(by), subject=holder.pk, clock=clock)


def _id_of(worker: Worker | None) -> UUID | None:
    return worker.pk if worker is not None else None


def ask_for(*, room: Room, worker: Worker, by: Worker, clock: Clock) -> Grant:
    """Note that a worker is to be let in, with the service's mark; one request at a time."""
    waiting = Grant.objects.filter(room=room, worker=worker, fulfilled_on=None)
    if standing := requests_that_count(waiting):
        return standing[0]
    waiting.delete()  # what was put in behind the back of the service must not stand in the way
    grant = Grant.objects.create(room=room, worker=worker, asked_by=by, asked_on=clock.today())
    audit.append(
        chain=room.pk,
        event=Event.GRANT_ASKED,
        actor=by.pk,
        subject=worker.pk,
        digest=mark_of(REQUEST, chain=room.pk, subject=worker.pk, says=says_request(grant)),
        clock=clock,
    )
    return grant
