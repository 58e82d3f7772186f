"""Letting workers in and taking their keys away."""

from uuid import UUID

from django.db import IntegrityError, transaction

from yarrow.audit import actions as audit
from yarrow.audit.terms import Event
from yarrow.cases.access import may_hand_out_rooms, may_open_cases
from yarrow.cases.conflicts import colleagues_to_choose
from yarrow.cases.models import Case
from yarrow.cases.queries import current_allocations, duties_of
from yarrow.kernel.clock import Clock
from yarrow.kernel.errors import NotThere
from yarrow.rooms import queries
from yarrow.rooms.contexts import ring_context
from yarrow.rooms.models import Grant, Room, Wrap
from yarrow.sealing.blob import seal
from yarrow.sealing.errors import CannotOpen
from yarrow.sealing.keyring import Keyring
from yarrow.staff.models import Worker
from yarrow.staff.queries import UntrustedKey, is_frozen, the_service

from .rekeying.shutting_out import ask_for, shut_out
from .rekeying.versions import locked_room, wrap_key_to


@transaction.atomic
def ask_grant(*, room: Room, worker: Worker, by: Worker, clock: Clock) -> Grant:
    """Ask that a worker of the case be let in; somebody inside does it when next unlocked.

    Who holds which rooms is the case supervisor's decision (design.md §4, "Asking").
    """
    if room.case is None or not may_hand_out_rooms(by, room.case) or not _may_be_asked_for(worker, room.case):
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


def _may_be_asked_for(worker: Worker, case: Case) -> bool:
    """Somebody on the case who has not answered yet whether they know anybody is let in after that."""
    if (
        not worker.is_active
        or is_frozen(worker)
        or not colleagues_to_choose(case).filter(pk=worker.pk).exists()
    ):
        return False
    return current_allocations(case).filter(worker=worker).exists()


def _may_be_let_in(worker: Worker, room: Room) -> bool:
    if not worker.is_active or is_frozen(worker):
        return False
    if room.case is None:
        return may_open_cases(worker)
    return bool(duties_of(worker, room.case))


def fulfil_grants(*, by: Worker, keyring: Keyring, clock: Clock) -> int:
    """Let in everyone who was asked for and still may be, from the rooms this worker is in.

    One transaction a grant. What may be is asked again with every row held on which it rests, so
    that nobody slips in beside a leaving, a freeze or a bar set in the same moment (ASVS 15.4.2).
    """
    return sum(_fulfil(grant, by=by, keyring=keyring, clock=clock) for grant in queries.open_grants_for(by))


@transaction.atomic
def _fulfil(grant: Grant, *, by: Worker, keyring: Keyring, clock: Clock) -> bool:
    held = _held(grant)
    if held is None:
        return False
    room, worker = held
    giver = Worker.objects.get(pk=by.pk)
    if is_frozen(giver) or not queries.holds(giver, room) or not _may_be_let_in(worker, room):
        return False
    try:
        with transaction.atomic():
            _wrap_every_version(room=room, keyring=keyring, holder=worker)
    except (UntrustedKey, IntegrityError, CannotOpen):
        # No chain vouches for their key, the database knows of a bar, or whoever gives it has new
        # keys of their own that open nothing yet: they stay outside, and the request stays.
        return False
    Grant.objects.filter(pk=grant.pk).update(fulfilled_on=clock.today())
    audit.append(chain=room.pk, event=Event.GRANT_FULFILLED, actor=by.pk, subject=worker.pk, clock=clock)
    return True


def _held(grant: Grant) -> tuple[Room, Worker] | None:
    """Worker, case, room, request: held in this order by every act that lets in or shuts out."""
    worker = Worker.objects.select_for_update(no_key=True).get(pk=grant.worker_id)
    if grant.room.case_id is not None:
        Case.objects.select_for_update(no_key=True).get(pk=grant.room.case_id)
    room = locked_room(grant.room_id)
    waits = Grant.objects.select_for_update().filter(pk=grant.pk, fulfilled_on__isnull=True).exists()
    return (room, worker) if waits else None


@transaction.atomic
def let_in(*, room: Room, worker: Worker, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Ask and fulfil in one act, by a worker who is inside and may decide; whoever else waits, waits on."""
    grant = ask_grant(room=room, worker=worker, by=by, clock=clock)
    if queries.holds(by, room):
        _fulfil(grant, by=by, keyring=keyring, clock=clock)


def let_into_intake(*, worker: Worker, by: Worker, keyring: Keyring, clock: Clock) -> None:
    """Let one more intake worker into the room in which referrals wait, by one who is inside.

    That room belongs to no case, so no case supervisor asks for it. Raises NotThere for who is
    not inside, and for a colleague who may not open cases.
    """
    room = queries.intake_room()
    if room is None or not queries.holds(by, room) or not _may_be_let_in(worker, room):
        raise NotThere
    grant = ask_for(room=room, worker=worker, by=by, clock=clock)
    _fulfil(grant, by=by, keyring=keyring, clock=clock)


def _wrap_every_version(*, room: Room, keyring: Keyring, holder: Worker) -> None:
    for version in room.versions.filter(retired_on__isnull=True).exclude(wraps__holder=holder):
        key = queries.room_key(room=room, keyring=keyring, version=version.number)[1]
        wrap_key_to(version=version, key=key, holder=holder)


def settle_ring(*, keyring: Keyring) -> int:
    """Keep a quick copy of each new key under the worker's own keyring; returns how many.

    A wrap that does not open is passed over: one broken row must not keep anybody from coming in.
    """
    fresh = Wrap.objects.select_related("version").filter(
        holder_id=keyring.worker, holder__is_active=True, ring_blob__isnull=True
    )
    return sum(_settle(wrap, keyring, the_service().pk) for wrap in fresh)


@transaction.atomic
def _settle(wrap: Wrap, keyring: Keyring, deployment: UUID) -> int:
    try:
        key = queries.key_in(wrap, keyring, deployment)
    except CannotOpen:
        return 0
    ring_blob = seal(keyring.ring_key, key, ring_context(wrap, deployment=deployment))
    # The row may have gone since, with a leaving: then nothing is kept.
    return Wrap.objects.filter(pk=wrap.pk, ring_blob__isnull=True).update(ring_blob=ring_blob)


def take_keys(*, worker: Worker, by: Worker, clock: Clock, room: Room | None = None) -> int:
    """Take a worker's keys to one room, or to all, with a new key for each; returns how many rooms."""
    return len(shut_out(worker=worker, by=by, clock=clock, room=room).rooms)
