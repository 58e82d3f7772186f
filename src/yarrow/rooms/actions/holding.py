"""Letting workers in and taking their keys away."""

from django.db import transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.access import may_allocate, may_hand_out_rooms
from yarrow.cases.queries import duties_of, is_excluded
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.contexts import ring_context
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.sealing.blob import seal
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker

from .opening import wrap_key_to


@transaction.atomic
def ask_grant(*, room: Room, worker: Worker, by: Worker, clock: Clock) -> Grant:
    """Ask that a worker of the case be let in; somebody inside does it when next unlocked.

    Who holds which rooms is the case supervisor's decision (design.md §4, "Asking").
    """
    if room.case is None or not may_hand_out_rooms(by, room.case) or not _may_be_let_in(worker, room):
        raise NotThere
    grant, fresh = Grant.objects.get_or_create(
        room=room,
        worker=worker,
        fulfilled_on=None,
        defaults={"asked_by": by, "asked_on": clock.today()},
    )
    if fresh:
        audit.append(chain=room.pk, event=Event.GRANT_ASKED, actor=by.pk, subject=worker.pk, clock=clock)
    return grant


def _may_be_let_in(worker: Worker, room: Room) -> bool:
    if room.case is None or not worker.is_active or is_excluded(worker, room.case):
        return False
    return bool(duties_of(worker, room.case))


@transaction.atomic
def fulfil_grants(*, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Let in everyone who was asked for and still may be, from the rooms this worker is in."""
    done = 0
    for grant in queries.open_grants_for(by):
        if not _may_be_let_in(grant.worker, grant.room):
            continue
        _wrap_every_version(room=grant.room, keyring=keyring, holder=grant.worker)
        Grant.objects.filter(pk=grant.pk).update(fulfilled_on=clock.today())
        audit.append(
            chain=grant.room_id,
            event=Event.GRANT_FULFILLED,
            actor=by.pk,
            subject=grant.worker_id,
            clock=clock,
        )
        done += 1
    return done


@transaction.atomic
def let_in(*, room: Room, worker: Worker, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Ask and fulfil in one act, by a worker who is inside and may decide."""
    ask_grant(room=room, worker=worker, by=by, clock=clock)
    if queries.holds(by, room):
        fulfil_grants(by=by, keyring=keyring, clock=clock)


def _wrap_every_version(*, room: Room, keyring: Keyring, holder: Worker) -> None:
    for version in room.versions.exclude(wraps__holder=holder):
        key = queries.room_key(room=room, keyring=keyring, version=version.number)[1]
        wrap_key_to(version=version, key=key, holder=holder)


@transaction.atomic
def settle_ring(*, keyring: Keyring) -> int:
    """Keep a quick copy of each new key under the worker's own keyring; returns how many."""
    fresh = Wrap.objects.select_related("version").filter(holder_id=keyring.worker, ring_blob__isnull=True)
    settled = 0
    for wrap in fresh:
        key = queries.room_key(room=wrap.version.room, keyring=keyring, version=wrap.version.number)[1]
        Wrap.objects.filter(pk=wrap.pk).update(ring_blob=seal(keyring.ring_key, key, ring_context(wrap)))
        settled += 1
    return settled


@transaction.atomic
def take_keys(*, worker: Worker, by: Worker, clock: Clock, room: Room | None = None) -> int:
    """Delete a worker's keys to one room, or to all; returns how many rooms were left."""
    wraps = Wrap.objects.filter(holder=worker)
    if room is not None:
        if room.case is None or not may_allocate(by, room.case):
            raise NotThere
        wraps = wraps.filter(version__room=room)
    left = set(wraps.values_list("version__room_id", flat=True))
    wraps.delete()
    for room_id in left:
        audit.append(chain=room_id, event=Event.KEYS_TAKEN, actor=by.pk, subject=worker.pk, clock=clock)
    return len(left)
